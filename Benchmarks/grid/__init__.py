"""A grid of transfer experiments as it is computed in Python, from raw recordings to a board."""
