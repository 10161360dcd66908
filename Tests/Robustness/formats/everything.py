"""All formats, in the order of the report."""
from formats.cache import CachedFeatures
from formats.feature_files import FeatureFile
from formats.hdf5_files import ForeignHDF5
from formats.matlab import MAT5, MAT73
from formats.numpy_files import NPY, NPZ
from formats.packages import Checksums, Package
from formats.predictions import Predictions
from formats.records import Records, ResultsArchive
from formats.recordings import TS, PreparedRecordings
from formats.tables import Table
from formats.trees import Configuration, Manifest
from formats.weights import Weights

FORMATS = [
    FeatureFile, ForeignHDF5, MAT5, MAT73, NPY, NPZ, Table, TS, PreparedRecordings, Weights, CachedFeatures, Configuration,
    Manifest, Records, ResultsArchive, Predictions, Package, Checksums]
