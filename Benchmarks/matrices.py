"""Files of matrices, as MatrixFile.swift reads and writes them. Here a matrix is its transpose, n x d, row by row."""

import numpy as np


def write(path, arrays):
    with open(path, "wb") as file:
        np.array([len(arrays)], "<i8").tofile(file)
        for array in arrays:
            np.array([array.shape[1], array.shape[0]], "<i8").tofile(file)
            np.ascontiguousarray(array, "<f8").tofile(file)


def read(path):
    with open(path, "rb") as file:
        (count,) = np.fromfile(file, "<i8", 1)
        arrays = []
        for _ in range(count):
            rows, columns = np.fromfile(file, "<i8", 2)
            arrays.append(np.fromfile(file, "<f8", rows * columns).reshape(columns, rows))
        return arrays
