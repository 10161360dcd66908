"""Fixtures of histograms of oriented gradients: what scikit-image computes on small pictures.

    pip install -r Tests/Peers/requirements.txt
    python Tests/Peers/encoders/gradients.py Tests/EncodersTests/Fixtures/hog.json
"""

import json
import sys

import numpy as np
import skimage
from skimage.feature import hog


def main(path):
    rng = np.random.default_rng(5)
    cases = []
    for rows, columns, orientations, cell, block, scale in [
        (32, 24, 9, 8, 2, 1), (21, 30, 6, 5, 3, 0.3), (16, 16, 8, 4, 1, 40), (18, 13, 9, 3, 2, 1e-4)]:
        picture = scale * rng.random((rows, columns))
        # A corner without any gradient: the block there is next to nothing.
        picture[: rows // 2, : columns // 2] = 0
        features = hog(
            picture, orientations=orientations, pixels_per_cell=(cell, cell), cells_per_block=(block, block),
            block_norm="L2-Hys", transform_sqrt=False)
        cases.append({
            "rows": rows, "columns": columns, "orientations": orientations, "cell": cell, "block": block,
            # The rows run fastest.
            "picture": picture.T.ravel().tolist(), "features": features.tolist(),
        })
    with open(path, "w") as file:
        json.dump({"version": f"scikit-image {skimage.__version__}, numpy {np.__version__}", "cases": cases}, file,
                  separators=(",", ":"))
        file.write("\n")


main(sys.argv[1])
