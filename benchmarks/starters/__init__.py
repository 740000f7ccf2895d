"""`python -m benchmarks.starters TABLES SEATS ROUNDS`: find a base round for `scheduler/construct/starters.txt`.

A cyclic group acts on the points; only one round (or a few) is searched, its images under the group are the
other rounds. Two ways: annealing for those with room, CP-SAT for those that must use every orbit of pairs.
"""
