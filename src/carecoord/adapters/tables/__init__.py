"""Data frames in, data frames out: pandas, polars and Arrow tables alike."""
