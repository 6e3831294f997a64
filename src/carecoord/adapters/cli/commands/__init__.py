"""Commands over tables, a file each: their options. What they do is loaded when they run."""
