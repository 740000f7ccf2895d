"""What happens: evenings, their journal, clock, planning, HTTP API and pages."""
