"""Right answers to code tasks, one module for each task."""
