# Two commands do everything: `make run` sets up and runs the demo, `make test` sets up and passes the tests.
.PHONY: run test check lint types imports translations packages clean

run:
	@packaging/setup.sh demo
	@.venv/bin/imagefinder demo $(ARGS)

test:
	@packaging/setup.sh test
	@.venv/bin/python -m pytest -n $(or $(JOBS),2) $(ARGS)

check: lint types imports translations packages

lint:
	@packaging/setup.sh test dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types:
	@packaging/setup.sh test dev
	.venv/bin/mypy

imports:
	@packaging/setup.sh test dev
	.venv/bin/lint-imports

translations:
	@packaging/setup.sh test dev
	.venv/bin/python packaging/check_translations.py

packages:
	@packaging/setup.sh test dev
	.venv/bin/python packaging/check_packages.py

clean:
	rm -rf .venv build dist demo *.egg-info .pytest_cache .mypy_cache .ruff_cache
