# Pitwall. `make demo` shows it, `make test` tests it.
#   demo     install what is missing, build, launch a training and open the dashboard on it
#   test     install what the tests need, and run them all
#   check    what CI checks: format, layers, no warnings, generated docs fresh, examples run (checks: so far), tests
#   fuzz     let random keys, mouse events, resizes and runs happen to the dashboard for a minute
#   bench    measure speed and memory (never part of the tests); PITWALL_BENCH_DATA adds studies on telco_churn.csv
#   docs     write the generated pages: docs/keys.md, docs/commands.md, man/, the pictures
#   install  put pitwall, pitwall-learn, themes and the man page below PREFIX (default /usr/local)
.PHONY: demo build test fuzz check checks lint docs docs-check examples-check bench install clean needs-demo needs-test

PREFIX ?= /usr/local
SWIFT ?= swift
# The Swift runtime goes into the programs: who only watches installs ncurses and nothing else.
RELEASE = -c release --static-swift-stdlib --explicit-target-dependency-import-check error
DEBUG = --explicit-target-dependency-import-check error
BIN = $(shell $(SWIFT) build $(RELEASE) --show-bin-path)

needs-demo:
	@scripts/install-needs libncurses-dev libxgboost-dev
needs-test:
	@scripts/install-needs libncurses-dev libxgboost-dev libvterm-dev ncurses-term

build: needs-demo
	$(SWIFT) build $(RELEASE) --product pitwall
	$(SWIFT) build $(RELEASE) --product pitwall-learn

demo: build
	@$(BIN)/pitwall demo

test: needs-test
	$(SWIFT) build $(DEBUG) --build-tests
	@scripts/run-tests $(SWIFT) $(DEBUG)

fuzz: needs-test
	$(SWIFT) build $(DEBUG) --build-tests
	PITWALL_FUZZ_SECONDS=60 $(SWIFT) test $(DEBUG) --skip-build --filter RandomSessionTests

lint:
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Package.swift

checks: lint docs-check examples-check

check: checks test

docs: build
	scripts/write-docs $(BIN)/pitwall .

docs-check: build
	scripts/check-docs $(BIN)/pitwall

examples-check: build
	scripts/check-examples $(BIN)

bench: build
	$(SWIFT) build $(RELEASE) --product search-probe
	scripts/bench $(BIN)
	scripts/bench-live $(BIN)
	scripts/bench-against-python $(BIN)

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/pitwall/themes $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 -s $(BIN)/pitwall $(BIN)/pitwall-learn $(DESTDIR)$(PREFIX)/bin
	install -m 644 themes/*.theme $(DESTDIR)$(PREFIX)/share/pitwall/themes
	install -m 644 man/pitwall.1 $(DESTDIR)$(PREFIX)/share/man/man1

clean:
	rm -rf .build
