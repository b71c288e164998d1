# @Title@

A plugin for [Liaison](https://example.org/liaison). It brings:

- a page type, `@name@.@Name@Page`: a lead, the day that it is about, and a body;
- the newest of these pages on the home page, in the reader's variant;
- `/api/v2/@dashed@/` with the filter `year`;
- its words in Serbian: `locale/sr` in Cyrillic. Readers of Serbian Latin are given the same words in Latin.

## Install

```sh
pip install liaison-@dashed@   # or, from this folder: pip install .
manage.py migrate
```

There is nothing to add to the settings. `DISABLED_PLUGINS=@name@` switches it off.
`manage.py remove_plugin @name@` takes out of the database whatever it left there.

## Work on it

```sh
export LIAISON=../liaison      # a checkout of the platform
.ci/run                        # makes .venv, installs both, runs ruff and the tests
```

After a change of the models: `manage.py makemigrations @name@`. After a change of words: write them into
`@name@/locale/sr/LC_MESSAGES/django.po`, and compile that with `msgfmt -o django.mo django.po` beside it.
