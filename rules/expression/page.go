package expression

// Page says how to write an expression, for people.
const Page = `expressions are what a base's own rules are written in, in factlint.toml:

    [[rule]]
    name     = "event-after-founding"
    summary  = "Nothing happens in a place before it exists."
    kind     = "event"                          # or a list of kinds
    when     = "has(fact.place)"                # may be left out, as what follows message may
    assert   = "all(fact.place, not certainly_before(fact, #))"
    message  = "{fact} is {fact.date}, before its place; correct one of the two"
    at       = "date"                           # the field at which it is reported
    related  = ["place"]                        # further fields, or expressions that give facts
    severity = "warning"                        # "error" when it is left out
    why      = "What factlint explain says of it."

bad and good hold a fact file each on which it speaks and does not; factlint test runs them.

fact is the fact that is judged: fact.title is its field, fact.place.name a field
of what it refers to, fact["kick-off"] a field whose name is no plain word. A field
that takes many values is a list: fact.parties[0]. An actor has .person and .as.

A field that is not written is unknown, and so is what is made of it. and, or, not,
all and any give an answer when what is known decides it. A rule speaks only when its
assert is certainly false, and its when, if it has one, certainly true.

    has(fact.field)     whether the field is written
    fact.field ?? 0     the field, or 0 where it is not written
    fact.status         "" for a fact without a status

What a slip hides, a ref to nothing or a date that does not exist, stays unknown to
both. Fields of a disputed fact are unknown to rules about other facts.

Operators: == != < <= > >= + - * / % ** and or not in .. contains startsWith endsWith
matches ("a regular expression"), condition ? a : b, let name = value; expression.

Time. a and b are dates, facts (for their periods) or dates in quotes, in any form
that a fact file takes. Of a time that is not known certainly_ is false and possibly_
true. On one and the same day either may be before the other.

    certainly_before(a, b)    possibly_before(a, b)      a ends before b begins
    certainly_after(a, b)     possibly_after(a, b)       a begins after b ends
    certainly_during(a, b)    possibly_during(a, b)      a lies within b
    certainly_overlaps(a, b)  possibly_overlaps(a, b)    they have a moment in common
    certainly_equal(a, b)     possibly_equal(a, b)       they begin and end on the same days
    days_between(a, b)        days from the end of a to the beginning of b: .least and .most
    years_between(a, b)       whole years, as of an age: .least and .most
    days("31d")               a duration in days: .least and .most
    year(date)                of a fact, of its beginning; unknown when it may be one of several
    earliest_year(date)       latest_year(date)
    begin(fact)               end(fact)                  as dates
    date("2022-05-13")        a date, or part of one

Lists. # is an element and .name a field of it; #index is its number, from 0.

    all(list, condition)      any(list, condition)       none(list, condition)
    one(list, condition)      of exactly one
    count(list, condition)    filter(list, condition)    find(list, condition)
    map(list, value)          sum(list)                  min(a, b)    max(a, b)
    len(list)                 first(list)                last(list)
    unique(list)              without what is equal to an earlier element
    keys(table)               values(table)              of a table of any names

Other facts. What may be missing from a list by a slip, or is disputed, makes its
length unknown.

    refs_to(fact, "kind", "field")   who refers to it; kind and field may be left out
    get("id")                        the fact with that id
    tenures_of(office)               its tenures
    held(person, office, date)       whether somebody holds it then; unknown when not certain
    kind(fact)                       the name of its kind
    earlier(a, b)                    whether a stands before b in the base: tells a pair once

Numbers and texts.

    abs(number)    round(number)    floor(number)    ceil(number)
    lower(text)    upper(text)      trim(text)

In a message, {expression} is put into words: a fact by its label, a date with its
preposition ("on 13 May 2022"); name(value) leaves that out. {{ is a brace.

There is no clock, no chance, no input or output. A rule that takes more than a
million steps for one fact is stopped there and says so. All rules together have 30
million steps, and 15 for each byte of the base; what some leave of their share goes to
the others, and a rule that takes more than there is left is stopped and says so.
`
