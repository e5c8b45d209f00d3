"""Makes the mutants, as `mutmut run` does first: run in the copy. What is known of unchanged code stays."""

import importlib


def main() -> None:
    """Every variant of every function, in `mutants/`, and beside each file what became of them so far."""
    importlib.import_module("mutmut.mutation.trampoline").set_mutant_under_test("mutant_generation")
    mutmut = importlib.import_module("mutmut.__main__")
    mutmut.copy_src_dir()
    mutmut.copy_also_copy_files()
    mutmut.setup_source_paths()
    mutmut.create_mutants(1)


if __name__ == "__main__":
    main()
