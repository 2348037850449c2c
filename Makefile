# Makefile - builds, checks and installs the pos programs.  GNU make.
#
#	make deps demo      from a bare Debian to a shop that sells
#	make deps check     everything a change must pass
#	make                the programs, in build/
#	make install        PREFIX=/usr/local DESTDIR=
#	make bench | fuzz | soak | distcheck | records | completions | messages |
#	     format | clean
#
# SANITIZE=address,undefined and CC=clang build in folders of their own.
# STATIC=auto links sqlite3, jansson, csv and crypto statically where their
# archives exist (each shared one costs every sale its loading), yes insists,
# no uses the shared ones.  V=1 shows the commands.  JOBS= says how many tests run side by side.

VERSION = 1.0.0
PREFIX ?= /usr/local
bindir = $(PREFIX)/bin
datadir = $(PREFIX)/share
mandir = $(datadir)/man
STATIC ?= auto
SANITIZE ?=
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
INSTALL = install
WERROR = -Werror
Q = $(if $(V),,@)
SAY = @$(if $(V),:,echo)

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(JOBS)
endif
SHELL = /bin/sh

# One folder per compiler and set of sanitizers; the plain one is build/.
comma := ,
B := build$(if $(filter default,$(origin CC)),,$(if \
	$(filter cc gcc,$(CC)),,/$(notdir $(CC))))$(if \
	$(SANITIZE),/$(subst $(comma),+,$(SANITIZE)))

CFLAGS ?= -O2 -g
ALL_CPPFLAGS = -Ilib -I. -D_GNU_SOURCE \
	-DPOS_LOCALEDIR='"$(datadir)/locale"' -DPOS_SHAREDIR='"$(datadir)/pos"' \
	$(if $(wildcard lib/base/banned.h),-include base/banned.h) $(CPPFLAGS)
ALL_CFLAGS = -std=gnu11 -Wall -Wextra $(WERROR) -Wshadow -Wvla \
	-Wmissing-prototypes -Wwrite-strings -Wstrict-prototypes \
	-ffunction-sections -fdata-sections $(SAN) $(CFLAGS)
ALL_LDFLAGS = $(SAN) -Wl,--gc-sections -Wl,-z,nostart-stop-gc \
	-Wl,-O1 -Wl,--as-needed $(LDFLAGS)
ifneq ($(SANITIZE),)
SAN = -fsanitize=$(SANITIZE) -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
endif

# Evaluated when a program is linked, not when this file is read: before
# `make deps` there may be no compiler to ask.
archive = $(filter /%,$(shell $(CC) -print-file-name=lib$(1).a))
lib_no = -l$(1)
lib_yes = $(or $(call archive,$(1)),$(error STATIC=yes: no lib$(1).a here))
lib_auto = $(or $(call archive,$(1)),-l$(1))
LIBS = $(foreach l,sqlite3 jansson csv crypto,$(call lib_$(STATIC),$(l))) \
	-lm -ldl -lpthread

# --- what there is -------------------------------------------------------

LIB_SRC := $(sort $(wildcard lib/*/*.c lib/*/*/*.c))
LIB_OBJ := $(LIB_SRC:%.c=$(B)/obj/%.o)
# What programs share, and is no program itself.
CMD_SRC := $(sort $(filter-out cmd/pos-%,$(wildcard cmd/*.c)))
CMD_OBJ := $(CMD_SRC:%.c=$(B)/obj/%.o)
PROGRAM_FILES := $(patsubst cmd/%.c,%,$(wildcard cmd/pos-*.c))
PROGRAM_DIRS := $(patsubst cmd/%/,%,$(wildcard cmd/pos-*/))
PROGRAMS := $(sort $(PROGRAM_FILES) $(PROGRAM_DIRS))
UNIT := $(patsubst tests/unit/%.c,%,$(sort $(wildcard tests/unit/*.c)))
BENCH := $(patsubst tests/bench/%.c,%,$(sort $(wildcard tests/bench/*.c)))
FUZZ := $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/*.c)))
MAN := $(sort $(wildcard man/*.[1-9]))
PO := $(sort $(wildcard share/locale/*.po))
MO := $(patsubst %.po,%/LC_MESSAGES/pos.mo,$(PO) share/locale/zh.po)
SHARE := $(sort $(patsubst %/,%,$(filter-out share/locale/,$(wildcard share/*/))))

all: $(PROGRAMS:%=$(B)/%) $(MO)
unit: $(UNIT:%=$(B)/unit/%)

# --- building ------------------------------------------------------------

# Other flags, or another PREFIX, rebuild what they were compiled into.
FLAGS = $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(STATIC)
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(FLAGS))' >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(B)/obj/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(SAY) "  CC    $<"
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Their text is built into it.
$(B)/obj/lib/store/schema.o: $(wildcard share/schema/*.sql)

# From scratch, so that a file that was removed does not live on in them.
$(B)/libpos.a: $(LIB_OBJ)
$(B)/libcmd.a: $(CMD_OBJ)
$(B)/libpos.a $(B)/libcmd.a: $(B)/flags
	$(SAY) "  AR    $@"
	@rm -f $@
	$(Q)$(AR) rcs $@ $(filter %.o,$^)

LINK = $(CC) $(ALL_LDFLAGS) $(LINK_EXTRA) -o $@ $(filter %.o,$^) $(B)/libcmd.a \
	$(B)/libpos.a $(LIBS)

define program_rule
$$(B)/$(1): $(patsubst %.c,$$(B)/obj/%.o,$(2)) $$(B)/libcmd.a $$(B)/libpos.a
	$(SAY) "  LINK  $$@"
	$(Q)$$(LINK)
OBJ += $(patsubst %.c,$$(B)/obj/%.o,$(2))
endef
$(foreach p,$(PROGRAM_FILES),$(eval $(call program_rule,$(p),cmd/$(p).c)))
$(foreach p,$(PROGRAM_DIRS),\
	$(eval $(call program_rule,$(p),$(sort $(wildcard cmd/$(p)/*.c)))))
$(foreach p,$(BENCH),\
	$(eval $(call program_rule,bench/$(p),tests/bench/$(p).c)))
$(foreach p,$(FUZZ),$(eval $(call program_rule,fuzz/$(p),tests/fuzz/$(p).c)))
$(foreach p,$(filter-out sql,$(UNIT)),\
	$(eval $(call program_rule,unit/$(p),tests/unit/$(p).c)))
$(FUZZ:%=$(B)/fuzz/%): private LINK_EXTRA = -fsanitize=fuzzer
$(PROGRAMS:%=$(B)/%): | $(B)
$(BENCH:%=$(B)/bench/%): | $(B)/bench
$(FUZZ:%=$(B)/fuzz/%): | $(B)/fuzz
$(UNIT:%=$(B)/unit/%): | $(B)/unit
$(B) $(B)/bench $(B)/fuzz $(B)/unit:
	@mkdir -p $@

# This one walks the statements of the whole library, used or not.
ifneq ($(filter sql,$(UNIT)),)
OBJ += $(B)/obj/tests/unit/sql.o
$(B)/unit/sql: $(B)/obj/tests/unit/sql.o $(B)/libcmd.a $(B)/libpos.a
	$(SAY) "  LINK  $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $< -Wl,--whole-archive $(B)/libcmd.a \
	    $(B)/libpos.a -Wl,--no-whole-archive $(LIBS)
endif

share/locale/%/LC_MESSAGES/pos.mo: share/locale/%.po
	@mkdir -p $(@D)
	$(SAY) "  MSG   $@"
	$(Q)msgfmt --check -o $@ $<

# Who reads Chinese of another place reads this rather than English.
share/locale/zh/LC_MESSAGES/pos.mo: share/locale/zh_CN.po
	@mkdir -p $(@D)
	$(SAY) "  MSG   $@"
	$(Q)msgfmt --check -o $@ $<

.SECONDARY: $(OBJ)
-include $(LIB_OBJ:.o=.d) $(CMD_OBJ:.o=.d) $(OBJ:.o=.d)

# --- trying and testing ----------------------------------------------------

export POS_BUILD = $(abspath $(B))
export POS_SHARE = $(abspath share)
export CC JOBS

demo: all
	@PATH="$(POS_BUILD):$$PATH" examples/demo.sh

check: all unit
	@tests/run.sh unit bats checks

check-tests: all unit
	@tests/run.sh unit bats

# One of them alone: make check-layers, make check-docs ...
CHECKS := $(patsubst tests/checks/%.sh,%,$(wildcard tests/checks/*.sh))
$(CHECKS:%=check-%): check-%: all unit
	@tests/run.sh checks/$*

bench: all $(BENCH:%=$(B)/bench/%)
	@PATH="$(POS_BUILD):$$PATH" tests/bench/run.sh

# libFuzzer comes with clang only.  FUZZ_SECONDS for each of the targets.
FUZZ_FLAGS = CC=clang SANITIZE=address,undefined,fuzzer-no-link
fuzz:
	@$(MAKE) --no-print-directory $(FUZZ_FLAGS) fuzz-programs
	@POS_BUILD=$(abspath build/clang/address+undefined+fuzzer-no-link) \
	    tests/fuzz/run.sh $(FUZZ)
fuzz-programs: $(FUZZ:%=$(B)/fuzz/%)

soak: all unit
	@PATH="$(POS_BUILD):$$PATH" tests/soak.sh

completions: all
	completions/gen.sh completions

# share/records from the tables of the records
records: unit
	tests/checks/records.sh --fix
	$(Q)jq -nrf man/records.jq share/records/*.json >man/pos-records.5.new && \
	    mv man/pos-records.5.new man/pos-records.5

# share/locale/*.po with what the programs say now; what is new in them has no
# translation yet, or one that is marked fuzzy
messages: all
	share/locale/extract.sh >$(B)/pos.pot
	@set -e; for po in $(PO); do \
	    msgmerge --quiet --no-wrap --add-location=file -o $$po.new $$po \
		$(B)/pos.pot; \
	    msgattrib --no-obsolete --no-wrap -o $$po $$po.new; \
	    rm $$po.new; msgfmt --statistics -o /dev/null $$po; done

format:
	tests/checks/format.sh --fix

# --- installing ------------------------------------------------------------

BASHDIR = $(datadir)/bash-completion/completions
ZSHDIR = $(datadir)/zsh/site-functions
FISHDIR = $(datadir)/fish/vendor_completions.d
D = $(DESTDIR)

install: all
	$(INSTALL) -d $(D)$(bindir) $(D)$(datadir)/pos $(D)$(BASHDIR) \
	    $(D)$(ZSHDIR) $(D)$(FISHDIR)
	$(INSTALL) $(PROGRAMS:%=$(B)/%) $(D)$(bindir)
	@set -e; for m in $(MAN); do d=$(D)$(mandir)/man$${m##*.}; \
	    $(INSTALL) -d $$d; $(INSTALL) -m 644 $$m $$d; done
	@set -e; for s in $(SHARE); do d=$(D)$(datadir)/pos/$${s#share/}; \
	    $(INSTALL) -d $$d; \
	    for f in $$s/*; do [ ! -f $$f ] || $(INSTALL) -m 644 $$f $$d; done; \
	    done
	@set -e; for m in $(MO); do d=$(D)$(datadir)/$${m#share/}; \
	    $(INSTALL) -d $${d%/*}; $(INSTALL) -m 644 $$m $$d; done
	$(INSTALL) -m 644 completions/bash/* $(D)$(BASHDIR)
	$(INSTALL) -m 644 completions/zsh/* $(D)$(ZSHDIR)
	$(INSTALL) -m 644 completions/fish/* $(D)$(FISHDIR)

uninstall:
	rm -f $(PROGRAMS:%=$(D)$(bindir)/%)
	@for m in $(MAN); do \
	    rm -f $(D)$(mandir)/man$${m##*.}/$${m##*/}; done
	@for m in $(MO); do rm -f $(D)$(datadir)/$${m#share/}; done
	@for f in completions/bash/*; do rm -f $(D)$(BASHDIR)/$${f##*/}; done
	@for f in completions/zsh/*; do rm -f $(D)$(ZSHDIR)/$${f##*/}; done
	@for f in completions/fish/*; do rm -f $(D)$(FISHDIR)/$${f##*/}; done
	rm -rf $(D)$(datadir)/pos

distcheck:
	@VERSION=$(VERSION) tests/distcheck.sh

clean:
	rm -rf build
	rm -rf $(MO:%/LC_MESSAGES/pos.mo=%)

# --- dependencies ------------------------------------------------------------

# Beside goals that only build, what building needs; else all of it.
DEPS_BUILD = gcc libc6-dev libsqlite3-dev libjansson-dev libcsv-dev libssl-dev \
	gettext jq tzdata
DEPS_CHECK = libqrencode4 procps openssl bats sqlite3 shellcheck clang-format mandoc postgresql git strace \
	zsh fish
DEPS_FUZZ = clang
BUILDING = $(filter all demo install,$(MAKECMDGOALS))
OTHERS = $(filter-out deps all demo install,$(MAKECMDGOALS))
DEPS = $(DEPS_BUILD) $(if $(OTHERS),$(DEPS_CHECK),$(if $(BUILDING),,\
	$(DEPS_CHECK))) $(if $(filter fuzz,$(OTHERS)),$(DEPS_FUZZ))

deps:
	@tests/deps.sh $(DEPS)

# make deps check: not before they are there, whatever -j says.
ifneq ($(filter deps,$(MAKECMDGOALS)),)
$(B)/flags all unit fuzz distcheck: | deps
$(MO): | deps
endif
ifneq ($(filter clean,$(MAKECMDGOALS)),)
$(B)/flags $(MO): | clean
endif

FORCE:
.PHONY: all unit demo check check-tests bench fuzz fuzz-programs soak \
	completions records messages format install uninstall distcheck clean deps \
	FORCE $(CHECKS:%=check-%)
