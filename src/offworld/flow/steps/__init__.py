"""The body of each stage, one module each: reads what it is given, calls the package that does the work, writes."""
