# Everything a user or a developer does. Each target installs what it lacks.
CONFIGURATION ?= release
# Tests look inside modules, so all of it is built testable: one build serves the benchmark and the tests.
BUILD_FLAGS = --configuration $(CONFIGURATION) -Xswiftc -enable-testing
HARTRANSFER = .build/$(CONFIGURATION)/hartransfer
PREFIX ?= $(HOME)/.local
MANUAL_GENERATOR = .build/manual-generator/release/generate-manual
SOURCES = Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

.PHONY: bench test build-tests sanitize browser-tests browser-tests-built fuzz slurm-test mpi-test fixtures docs peers reference reference-pages speed speed-tests python-tests python-tests-built wheel wheel-test robustness robustness-smoke build setup install install-built uninstall format lint clean

# The main job: SPAR, and UTD-MHAD and MEx where their recordings are found.
bench: build
	@$(HARTRANSFER) datasets fetch spar
	@$(HARTRANSFER) run Configs/spar.yaml
	@if [ -d "$(HARTRANSFER_DATA)/utd-mhad" ] || [ -d Datasets/utd-mhad/data ]; then \
	  $(HARTRANSFER) run Configs/utd-mhad.yaml; \
	else \
	  echo "UTD-MHAD was not found, so its benchmark is left out: set HARTRANSFER_DATA to the folder that holds utd-mhad/," >&2; \
	  echo "or try '$(HARTRANSFER) datasets fetch utd-mhad'." >&2; \
	fi
	@if [ -d "$(HARTRANSFER_DATA)/mex" ] || [ -d Datasets/mex/data ]; then \
	  $(HARTRANSFER) run Configs/mex.yaml; \
	else \
	  echo "MEx was not found, so its benchmark is left out: '$(HARTRANSFER) datasets show mex' says how to get it." >&2; \
	fi

# All tests, optimised: they run real encoders. Many compare bits, which follow the number of threads of BLAS.
# BROWSER_TESTS= leaves out those in a browser, for who has run them.
BROWSER_TESTS ?= browser-tests
test: build-tests
	@[ -z "$(BROWSER_TESTS)" ] || $(MAKE) --no-print-directory $(BROWSER_TESTS)
	@OPENBLAS_NUM_THREADS=1 swift test $(BUILD_FLAGS) --skip-build --disable-xctest

build-tests: setup
	@swift build $(BUILD_FLAGS) --build-tests >&2

# All tests under the thread sanitiser and under the address sanitiser, each in a build of its own. SANITIZERS=thread
# takes one of them, FILTER=ParallelismTests some tests.
SANITIZERS ?= thread address
sanitize: setup
	@for sanitizer in $(SANITIZERS); do Tests/Sanitizers/run.sh $$sanitizer '$(FILTER)' || exit 1; done

# The texts that tests hold word for word: help pages and errors, as the program says them now.
fixtures: build-tests
	@HARTRANSFER_WRITE_FIXTURES=1 swift test $(BUILD_FLAGS) --skip-build --disable-xctest \
	  --filter 'CommandTests.(HelpTests|ErrorTests)'

# The page of a report in a headless browser: pages of made-up data, and one of each result below that the program writes.
# Screenshots go to .build/screenshots, or to HARTRANSFER_SCREENSHOTS.
BROWSER_RESULTS = synthetic-axes synthetic-latents spar-quick
browser-tests: build
	@$(MAKE) --no-print-directory browser-tests-built

# The same with a program that is built: it may run beside a build.
browser-tests-built: .venv-browser/installed
	@.ci/setup chromium chromium-driver
	@$(HARTRANSFER) datasets fetch spar
	@rm -rf .build/browser && mkdir -p .build/browser
	@for name in $(BROWSER_RESULTS); do \
	  $(HARTRANSFER) run Configs/$$name.yaml --results .build/browser/results --cache .build/browser/cache >/dev/null && \
	  $(HARTRANSFER) report .build/browser/results/$$name --output .build/browser/$$name.html || exit 1; \
	done
	@.venv-browser/bin/python Tests/Browser/run.py $(BROWSER_RESULTS:%=--report .build/browser/%.html)

# Jobs on a Slurm of one node, which the test starts and stops. Needs root.
slurm-test: build
	@.ci/setup slurm-wlm munge
	@$(HARTRANSFER) datasets fetch spar
	@Tests/Slurm/run.sh $(HARTRANSFER)

# Every parser under libFuzzer, SECONDS each, in a build of its own; PARSERS names some of them. The linker is that of
# the toolchain: gold 1.16 stops with an internal error.
SECONDS ?= 60
fuzz: setup
	@swift build --configuration release --scratch-path .build/fuzz --product fuzz -Xswiftc -sanitize=fuzzer \
	  -Xswiftc -DFUZZING -Xswiftc -use-ld=lld >&2
	@Tests/Fuzz/run.sh .build/fuzz/release/fuzz $(SECONDS) $(PARSERS)

# Ranks of MPI, in a build of its own: the trait changes what is compiled.
MPI_BUILD = .build/mpi
mpi-test: setup
	@.ci/setup libopenmpi-dev openmpi-bin
	@for product in hartransfer rank-sums; do \
	  swift build --configuration $(CONFIGURATION) --traits MPI --scratch-path $(MPI_BUILD) --product $$product >&2 || exit 1; \
	done
	@$(MPI_BUILD)/$(CONFIGURATION)/hartransfer datasets fetch spar
	@Tests/MPI/run.sh $(MPI_BUILD)/$(CONFIGURATION)

# Hostile files, faults of the machine and degenerate numbers, measured; some 40 minutes on two cores. Smaller: COUNT,
# TIMES, TRIALS, or ROBUSTNESS_FLAGS such as '--parts faults'. What is found is kept in .build/robustness.
COUNT ?= 20000
TIMES ?= 20
TRIALS ?= 10000
ROBUSTNESS = .venv-robustness/bin/python Tests/Robustness/robustness.py $(HARTRANSFER)
robustness: .venv-robustness/installed build
	@.ci/setup faketime
	@$(ROBUSTNESS) --count $(COUNT) --times $(TIMES) --trials $(TRIALS) --report Tests/Robustness/REPORT.md $(ROBUSTNESS_FLAGS)

# A little of each part, and no report.
robustness-smoke: .venv-robustness/installed build
	@.venv-robustness/bin/python Tests/Robustness/check_promises.py
	@$(ROBUSTNESS) --parts mutants faults degenerate --count 300 --times 1 --case usual 'rank-deficient' 'one class' \
	  --kept .build/robustness-smoke >/dev/null

.venv-robustness/installed: Tests/Robustness/requirements.txt
	@[ -x .venv-robustness/bin/python ] || python3 -m venv .venv-robustness
	@.venv-robustness/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

.venv-browser/installed: Tests/Browser/requirements.txt Tests/Browser/requirements-alone.txt
	@[ -x .venv-browser/bin/python ] || python3 -m venv .venv-browser
	@.venv-browser/bin/python -m pip install --quiet --disable-pip-version-check --requirement Tests/Browser/requirements.txt
	@.venv-browser/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement Tests/Browser/requirements-alone.txt
	@touch $@

# The articles with the reference of all modules that the library HARTransfer is made of. A warning is an error.
docs: setup
	@swift build $(BUILD_FLAGS) --target HARTransfer >&2
	@.ci/documentation .build/$(CONFIGURATION) .build/documentation >&2
	@echo "To read it: python3 -m http.server --directory .build/documentation, then open /documentation/hartransfer on port 8000." >&2

# The reference values of the tests, computed again by the libraries that they come from, and compared.
peers: setup .venv-peers/installed
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

# The reference study: every configuration that a page names, its records packed, its pages filled. What needs data or weights
# that are not here is left out by name.
reference: build
	@python3 Results/reference/study.py $(HARTRANSFER) $(STUDY)

# The pages of the reference study, filled from its boards; with RESULTS=folder the boards are taken anew from there.
reference-pages:
	@python3 Results/reference/render.py $(if $(RESULTS),--collect "$(RESULTS)")

# Speed against the libraries that people use for the same, in one run on the same data. Numbers are kept in
# Benchmarks/results, and the tables that show them are rendered anew.
speed: setup .venv-speed/installed $(if $(filter grid,$(MEASURES)),build)
	@# Otherwise new files of the package above are not seen.
	@touch Benchmarks/Package.swift
	@swift build --package-path Benchmarks --configuration release --product speed >&2
	@.venv-speed/bin/python Benchmarks/speed.py \
	  "$$(swift build --package-path Benchmarks --configuration release --show-bin-path)/speed" $(MEASURES) \
	  --program $(HARTRANSFER) $(SPEED_FLAGS)

# The Python code of the comparison on tiny data, and the grid in Python with the libraries that it needs.
speed-tests: .venv-speed/installed
	@.venv-speed/bin/python -m unittest discover --start-directory Benchmarks/tests --top-level-directory Benchmarks

.venv-speed/installed: Benchmarks/requirements.txt
	@[ -x .venv-speed/bin/python ] || python3 -m venv .venv-speed
	@.venv-speed/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

# The tests of the Python package, with the program that is built here.
python-tests: build python-tests-built

# The same with a program that is built: it may run beside a build.
python-tests-built: .venv-python/installed
	@cd Python/tests && HARTRANSFER_PROGRAM="$(abspath $(HARTRANSFER))" PYTHONPATH="$(abspath Python/src)" \
	  "$(abspath .venv-python)/bin/python" -m unittest

.venv-python/installed: Python/tests/requirements.txt
	@[ -x .venv-python/bin/python ] || python3 -m venv .venv-python
	@.venv-python/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

# The wheel for pip: the program with all that it needs, and its Python package. It goes to dist/.
wheel: setup $(MANUAL_GENERATOR) .venv-wheel/installed
	@Python/build-wheel "$(abspath $(MANUAL_GENERATOR))"

.venv-wheel/installed: Python/requirements.txt
	@[ -x .venv-wheel/bin/python ] || python3 -m venv .venv-wheel
	@.venv-wheel/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

# The wheel in a minimal Debian without Swift and without what it is built with; needs root.
wheel-test: wheel build
	@.ci/setup debootstrap
	@python3 Tests/Wheel/run.py "$$(ls -t dist/*.whl | head -1)" $(HARTRANSFER) --root .build/wheel-root \
	  --auditwheel .venv-wheel/bin/python

build: setup
	@swift build $(BUILD_FLAGS) --product hartransfer >&2

# What is missing to build, test and run.
setup:
	@.ci/setup

# The program with its completions, manual pages, manifests and configurations, below PREFIX (and DESTDIR).
PLACE = DESTDIR="$(DESTDIR)" .ci/place "$(HARTRANSFER)" "$(PREFIX)" "$(MANUAL_GENERATOR)"
install: build $(MANUAL_GENERATOR)
	@$(PLACE)

# The same of a program that is built.
install-built:
	@$(PLACE)

# The generator of manual pages belongs to a plug-in of the argument parser. Run as a plug-in it would build all of this
# package once more, without optimisation.
$(MANUAL_GENERATOR):
	@swift package resolve >&2
	@swift build --package-path .build/checkouts/swift-argument-parser --scratch-path .build/manual-generator \
	  --configuration release --product generate-manual >&2

# All that 'make install' placed, and nothing else: fetched recordings stay.
uninstall:
	@DESTDIR="$(DESTDIR)" .ci/place --remove "$(PREFIX)"

format:
	swift format --in-place --recursive $(SOURCES)

lint:
	swift format lint --strict --recursive $(SOURCES)

clean:
	rm -rf .build .cache
