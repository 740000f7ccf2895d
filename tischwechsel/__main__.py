"""`python -m tischwechsel`."""

from tischwechsel.command_line import main

if __name__ == "__main__":
    main()
