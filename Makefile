# risktally: make help lists the targets.
# V=1 shows the commands; CC=clang builds with clang; BUILD= names the folder;
# ISAL=0 packs and unpacks workbooks with zlib alone.

CC       ?= cc
BUILD    ?= build
PREFIX   ?= /usr/local
DESTDIR  ?=
V        ?= 0
ISAL     ?= 1
VERSION  := 0.1.0

CFLAGS   ?= -O2 -g
WARN     := -std=c11 -Wall -Wextra -Wpedantic -Wmissing-prototypes -Werror
DEFS     := -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DRT_VERSION='"$(VERSION)"'
# Third-party headers come in as system headers: their warnings are not ours.
PKGS     := $(if $(filter 1,$(ISAL)),libisal) expat sqlite3 jansson nettle
INCS     := -Iinclude -Isrc -I$(BUILD)/gen \
            $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS)))
LIBS     := -lxlsxwriter -lcsv -lutf8proc -linih \
            $(shell pkg-config --libs $(PKGS)) -lz -lpthread -lm
ALLFLAGS  = $(WARN) $(DEFS) $(INCS) $(CFLAGS) $(EXTRA)

Q := $(if $(filter 1,$(V)),,@)
say = $(if $(filter 1,$(V)),,@printf '  %-7s %s\n' '$(1)' '$(2)')

LIB_SRC  := $(sort $(wildcard src/*/*.c src/*/*/*.c))
LIB_OBJ  := $(LIB_SRC:%.c=$(BUILD)/%.o)
LIB      := $(BUILD)/librisktally.a
MANUAL   := $(BUILD)/risktally.1
BIN      := $(BUILD)/risktally
PROFILES := $(sort $(wildcard src/risk/profiles/*.ini))
SQL_DIRS := $(sort $(wildcard src/*/sql))
GENERATED := $(BUILD)/gen/profiles.inc \
            $(SQL_DIRS:src/%/sql=$(BUILD)/gen/%_sql.def)
SOURCES  := $(sort $(shell find src -type f))
TOOL_SRC := $(sort $(wildcard tests/tools/*.c))
TOOLS    := $(TOOL_SRC:tests/tools/%.c=$(BUILD)/%)
TOOL_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard tests/tools/lib/*.c)))
TOOL_LIB := $(BUILD)/libtools.a
UNIT_SRC := $(sort $(wildcard tests/unit/test_*.c))
UNITS    := $(UNIT_SRC:tests/unit/%.c=$(BUILD)/unit/%)
# It counts calls between the library's own files.
$(BUILD)/unit/test_read_once: LDFLAGS += \
    -Wl,--wrap=open64 -Wl,--wrap=rt_header_find
$(BUILD)/unit/test_unchanged: LDFLAGS += \
    -Wl,--wrap=rt_intake_read -Wl,--wrap=rt_state_kept

.PHONY: all help check unit cli cases flag kill faults deploy example asan fuzz \
        fuzz-run coverage bench lint format dist install uninstall clean
.SECONDARY:
.DELETE_ON_ERROR:

all: $(BIN) $(TOOLS) $(MANUAL) ## the program, its manual, the tools of its tests

$(BIN): $(BUILD)/src/main.o $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(EXTRA) $(LDFLAGS) -o $@ $^ $(LIBS)

# The manual page; its option lists come out of the program's own tables.
$(BUILD)/manual: $(BUILD)/src/manual.o $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(EXTRA) $(LDFLAGS) -o $@ $^ $(LIBS)

$(MANUAL): src/risktally.1.in $(BUILD)/manual
	$(call say,GEN,$@)
	$(Q)$(BUILD)/manual <$< >$@

$(LIB): $(LIB_OBJ)
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $^

$(BUILD)/%.o: %.c | $(GENERATED)
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D) && $(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/src/base/inflate.o $(BUILD)/src/base/deflate.o: DEFS += $(if $(filter 1,$(ISAL)),-DRT_ISAL)

# Data files as C, so that the binary needs none: the built-in profiles, and
# each room's SQL.
$(BUILD)/gen/profiles.inc: $(PROFILES) scripts/embed
	$(call say,GEN,$@)
	$(Q)mkdir -p $(@D) && scripts/embed text $(PROFILES) >$@

# What the program was made of: another build reads unchanged files again.
$(BUILD)/gen/sources.def: $(SOURCES)
	$(call say,GEN,$@)
	$(Q)mkdir -p $(@D) && cat $(SOURCES) | sha256sum | \
	    sed 's/^\([0-9a-f]*\).*/#define RT_SOURCES "\1"/' >$@

$(BUILD)/src/command/settings.o: $(BUILD)/gen/sources.def

.SECONDEXPANSION:
$(BUILD)/gen/%_sql.def: $$(sort $$(wildcard src/%/sql/*.sql)) scripts/embed
	$(call say,GEN,$@)
	$(Q)mkdir -p $(@D) && scripts/embed sql $(filter %.sql,$^) >$@

$(TOOL_LIB): $(TOOL_OBJ)
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $^

$(TOOLS): $(BUILD)/%: $(BUILD)/tests/tools/%.o $(TOOL_LIB) $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(EXTRA) $(LDFLAGS) -o $@ $^ -lminizip $(LIBS)

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(LIB)
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D) && \
	$(CC) $(CFLAGS) $(EXTRA) $(LDFLAGS) -o $@ $^ -lcmocka -lminizip $(LIBS)

check: house unit cli cases flag kill faults deploy example ## all tests

house: all ## directions of includes and calls, exported names
	$(Q)BUILD=$(BUILD) CC='$(CC)' tests/house

unit: $(UNITS:=.run) ## unit tests

%.run: %
	$(Q)$<

# A sanitizer would have to come first, and looks for leaks itself; the same
# cases under --coverage leave no others.
LEAKS := $(if $(findstring sanitize,$(EXTRA))$(findstring coverage,$(CFLAGS)),,\
         $(BUILD)/leaks.so)

cli: all $(LEAKS) ## command lines, with their output and exit status
	$(Q)BUILD=$(BUILD) tests/cli/run

cases: all $(LEAKS) ## whole files, and what must come of them
	$(Q)BUILD=$(BUILD) tests/cases/run-findings

flag: $(addprefix flag-,run kill fuzz hostile manners) ## a year of nights, kills, damage

flag-%: all
	$(Q)BUILD=$(BUILD) tests/flag/$*

# RT_KILL_EVERY=1: at every step.
kill: all $(BUILD)/steps.so ## merge --force, killed while it replaces results
	$(Q)BUILD=$(BUILD) tests/merge/kill

$(BUILD)/steps.so: tests/merge/steps.c
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(WARN) $(DEFS) -g -shared -fPIC -o $@ $<

$(BUILD)/leaks.so: tests/leaks/leaks.c
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(WARN) $(DEFS) -g -shared -fPIC -o $@ $<

# A program that knows the library by its header alone.
$(BUILD)/example: tests/example/example.c include/risktally.h $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CC) $(WARN) -Iinclude $(CFLAGS) $(EXTRA) $(LDFLAGS) -o $@ $< $(LIB) $(LIBS)

example: $(BUILD)/example ## the library, as a program sees it
	$(Q)BUILD=$(BUILD) tests/example/run

faults: all $(BUILD)/faults.so ## every place where memory may run out
	$(Q)BUILD=$(BUILD) tests/faults/run

$(BUILD)/faults.so: tests/faults/faults.c
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(WARN) $(DEFS) -g -shared -fPIC -o $@ $<

deploy: all ## what is installed, as the system sees it
	$(Q)BUILD=$(BUILD) tests/deploy/run

asan: ## make check with the address and undefined-behaviour sanitizers
	$(Q)ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 \
	RT_TEST_BRIEF=1 $(MAKE) --no-print-directory BUILD=$(BUILD)/asan \
	CFLAGS='-O1 -g -fno-omit-frame-pointer' \
	EXTRA='-fsanitize=address,undefined -fno-sanitize-recover=all' check

# Where a case forbids files, the profile cannot be written, and is no matter.
coverage: ## what the tests run of src/; fails below the floor
	$(Q)find $(BUILD)/coverage -name '*.gcda' -delete 2>/dev/null || :
	$(Q)GCOV_ERROR_FILE=/dev/null RT_TEST_BRIEF=1 $(MAKE) --no-print-directory \
	BUILD=$(BUILD)/coverage CFLAGS='-O0 -g --coverage' \
	unit cli cases flag faults example
	$(Q)scripts/coverage $(BUILD)/coverage

bench: all ## time per row, bytes per second, memory
	$(Q)BUILD=$(BUILD) tests/bench/run

# Every tests/fuzz/fuzz_X.c in turn, from the inputs in tests/fuzz/corpus/X;
# what is found new stays under $(BUILD), a crash is left there as crash-*.
FUZZ_SECONDS ?= 60
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZERS  := $(FUZZ_SRC:tests/fuzz/%.c=$(BUILD)/fuzz/%)
FUZZ_FLAGS := -O1 -g -fno-omit-frame-pointer \
              -fsanitize=fuzzer-no-link,address,undefined \
              -fno-sanitize-recover=all

$(BUILD)/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(LIB)
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(CFLAGS) -fsanitize=fuzzer,address,undefined \
	-o $@ $^ $(LIBS)

fuzz-run: $(FUZZERS:=.run)

$(BUILD)/fuzz/fuzz_%.run: $(BUILD)/fuzz/fuzz_%
	$(Q)mkdir -p $(BUILD)/fuzz/corpus/$*
	$(Q)$< -max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=1024 -max_len=8192 \
	    -artifact_prefix=$(BUILD)/fuzz/$*- -print_final_stats=1 \
	    $(BUILD)/fuzz/corpus/$* \
	    $$(ls -d tests/fuzz/corpus/$* 2>/dev/null)

fuzz: ## each fuzzer for FUZZ_SECONDS (60), from tests/fuzz/corpus
	$(Q)$(MAKE) --no-print-directory CC=clang BUILD=$(BUILD)/clang-fuzz \
	CFLAGS='$(FUZZ_FLAGS)' fuzz-run

# What is installed: mode, file, and its place under PREFIX. A file ending in
# .in is given the PREFIX, the version and the libraries. Nothing goes below
# /etc: administrators start from the examples.
UNIT_DIR := lib/systemd/system
DOC      := share/doc/risktally
EXAMPLES := $(DOC)/examples
INSTALLED := \
    755:$(BIN):bin/risktally \
    644:$(MANUAL):share/man/man1/risktally.1 \
    644:include/risktally.h:include/risktally.h \
    644:$(LIB):lib/librisktally.a \
    644:src/api/risktally.pc.in:lib/pkgconfig/risktally.pc \
    644:README.md:$(DOC)/README.md \
    644:README.ja.md:$(DOC)/README.ja.md \
    644:LICENSE:$(DOC)/LICENSE \
    755:scripts/cron/mail-message:libexec/risktally/mail-message \
    644:scripts/cron/risktally-flag.service.in:$(UNIT_DIR)/risktally-flag.service \
    644:scripts/cron/risktally-flag.timer:$(UNIT_DIR)/risktally-flag.timer \
    644:scripts/cron/risktally-mail@.service.in:$(UNIT_DIR)/risktally-mail@.service \
    644:scripts/cron/risktally.sysusers:lib/sysusers.d/risktally.conf \
    644:scripts/cron/risktally.tmpfiles:lib/tmpfiles.d/risktally.conf \
    644:scripts/cron/risktally.cron.in:$(EXAMPLES)/risktally.cron \
    644:scripts/cron/flag.conf:$(EXAMPLES)/flag.conf \
    644:scripts/cron/flag.env:$(EXAMPLES)/flag.env

install: $(BIN) $(MANUAL) ## below PREFIX (/usr/local), DESTDIR before it
	$(Q)set -e; for entry in $(INSTALLED); do \
	  mode=$${entry%%:*}; entry=$${entry#*:}; \
	  from=$${entry%%:*}; to='$(DESTDIR)$(PREFIX)'/$${entry#*:}; \
	  case $$from in \
	  *.in) \
	    made=$(BUILD)/gen/$$(basename "$$from" .in); mkdir -p "$${made%/*}"; \
	    sed 's|@PREFIX@|$(PREFIX)|g; s|@VERSION@|$(VERSION)|; s|@LIBS@|$(LIBS)|' \
	      "$$from" >"$$made"; from=$$made;; \
	  esac; \
	  echo "  INSTALL $$to"; \
	  install -D -m "$$mode" "$$from" "$$to"; \
	done

uninstall: ## what install put there
	$(Q)set -e; for entry in $(INSTALLED); do \
	  rm -f '$(DESTDIR)$(PREFIX)'/"$${entry##*:}"; \
	done
	$(Q)for folder in $(EXAMPLES) $(DOC) libexec/risktally; do \
	  rmdir '$(DESTDIR)$(PREFIX)'/$$folder 2>/dev/null || :; \
	done

lint: all ## what the linters say: nothing
	$(Q)BUILD=$(BUILD) scripts/lint $(WARN) $(DEFS) $(INCS)

format: ## clang-format over all C
	clang-format -i $$(git ls-files '*.c' '*.h')

# The same commit gives the same bytes.
DIST := risktally-$(VERSION)
dist: ## BUILD/risktally-VERSION.tar.gz of the last commit
	$(Q)mkdir -p $(BUILD)
	git archive --prefix=$(DIST)/ -o $(BUILD)/$(DIST).tar.gz HEAD

clean: ## removes BUILD
	rm -rf $(BUILD)

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.* ## / { printf "  %-12s %s\n", $$1, $$2 }' \
	Makefile

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
