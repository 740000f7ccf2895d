"""Perfect schedules by formula or from stored base blocks, one family a file; `catalogue.design` picks one."""
