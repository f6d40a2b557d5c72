"""The broken programs of the debugging tasks, with right and wrong repairs of each."""
