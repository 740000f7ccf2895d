"""Programs that find base rounds and short matrices for `scheduler/construct`; README.md says what was found how."""
