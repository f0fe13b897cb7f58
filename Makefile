# Touchstone: `make` alone lists what can be asked for. The work is done by the scripts in scripts/.

.DEFAULT_GOAL := help
.PHONY: help setup build run test sanitize fuzz bench contract real lint format clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing, for running and for testing
	@scripts/setup.sh test

build: ## Build the release binary, .build/release/touchstone
	@scripts/setup.sh run
	@scripts/build.sh

run: ## Build, make the demo country, check it and serve it (PORT=8080, STORE=touchstone-data)
	@scripts/run.sh

test: ## Build and run every test
	@scripts/test.sh

sanitize: ## Run the hostile files against the importer built with AddressSanitizer
	@scripts/sanitize.sh

fuzz: ## Fuzz each reader of outside data (SECONDS=60 each)
	@scripts/fuzz.sh $(or $(SECONDS),60)

contract: ## Ask the data interface everything that its document allows, for five minutes (SECONDS=300)
	@scripts/contract.sh $(or $(SECONDS),300)

bench: ## Measure speed and size against the targets (ROWS=1000000)
	@scripts/bench.sh

real: ## Import and assess the real files in ../shared/real (SHARED=../shared)
	@scripts/real.sh

lint: ## Check format, file length, shell scripts, secrets and packages
	@scripts/lint.sh

format: ## Rewrite the Swift files in the house format
	@scripts/format.sh

clean: ## Remove build products and the demo; keeps what set-up installed
	@scripts/clean.sh
