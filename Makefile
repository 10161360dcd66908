# Everything a user or a developer does. Each target installs what it lacks.
CONFIGURATION ?= release
# Tests look inside modules, so all of it is built testable: one build serves the benchmark and the tests.
BUILD_FLAGS = --configuration $(CONFIGURATION) -Xswiftc -enable-testing
HARTRANSFER = .build/$(CONFIGURATION)/hartransfer
SOURCES = Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

.PHONY: bench test peers reference-pages speed build install format lint clean

# The main job: SPAR, and UTD-MHAD where its recordings are found.
bench: build
	@$(HARTRANSFER) datasets fetch spar
	@$(HARTRANSFER) run Configs/spar.yaml
	@if [ -d "$(HARTRANSFER_DATA)/utd-mhad" ] || [ -d Datasets/utd-mhad/data ]; then \
	  $(HARTRANSFER) run Configs/utd-mhad.yaml; \
	else \
	  echo "UTD-MHAD was not found, so its benchmark is left out: set HARTRANSFER_DATA to the folder that holds utd-mhad/," >&2; \
	  echo "or try '$(HARTRANSFER) datasets fetch utd-mhad'." >&2; \
	fi

# All tests, optimised: they run real encoders. Many compare bits, which follow the number of threads of BLAS.
test: install
	@swift build $(BUILD_FLAGS) --build-tests >&2
	@OPENBLAS_NUM_THREADS=1 swift test $(BUILD_FLAGS) --skip-build --disable-xctest

# The reference values of the tests, computed again by the libraries that they come from, and compared.
peers: install .venv-peers/installed
	@.venv-peers/bin/python Tests/Peers/recompute_fixtures.py
	@for folder in "$(HARTRANSFER_DATA)/utd-mhad" Datasets/utd-mhad/data; do \
	  [ ! -d "$$folder/Inertial" ] || break; \
	done; \
	if [ -d "$$folder/Inertial" ]; then \
	  swift build $(BUILD_FLAGS) --product mat-checksums >&2 && \
	  .venv-peers/bin/python Tests/Peers/recordings/mat_checksums.py .build/$(CONFIGURATION)/mat-checksums "$$folder"; \
	else \
	  echo "mat_checksums.py was skipped: UTD-MHAD was not found." >&2; \
	fi

.venv-peers/installed: Tests/Peers/requirements.txt
	@[ -x .venv-peers/bin/python ] || python3 -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

# The pages of the reference study, filled from its boards; with RESULTS=folder the boards are taken anew from there.
reference-pages:
	@python3 Results/reference/render.py $(if $(RESULTS),--collect "$(RESULTS)")

# Speed against the libraries that people use for the same, in one run on the same data.
speed: install .venv-speed/installed
	@# Otherwise new files of the package above are not seen.
	@touch Benchmarks/Package.swift
	@swift build --package-path Benchmarks --configuration release --product speed >&2
	@.venv-speed/bin/python Benchmarks/speed.py \
	  "$$(swift build --package-path Benchmarks --configuration release --show-bin-path)/speed" $(MEASURES)

.venv-speed/installed: Benchmarks/requirements.txt
	@[ -x .venv-speed/bin/python ] || python3 -m venv .venv-speed
	@.venv-speed/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

build: install
	@swift build $(BUILD_FLAGS) --product hartransfer >&2

install:
	@.ci/install

format:
	swift format --in-place --recursive $(SOURCES)

lint:
	swift format lint --strict --recursive $(SOURCES)

clean:
	rm -rf .build .cache
