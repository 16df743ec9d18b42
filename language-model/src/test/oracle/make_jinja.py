"""Makes jinja.json: what Jinja, set up as transformers sets it up for chat templates, writes for small templates.

    pip install jinja2==3.1.6
    python make_jinja.py ../resources

Each template asks one thing of the language; those that Python refuses are kept as refused.
"""

import json
import sys
from pathlib import Path

import jinja2
from jinja2.ext import Extension, loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

CONTEXT = {
    "messages": [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "  Hi <b> & 'you' \n"},
        {"role": "assistant", "content": "Grüße, Éva 😀"},
        {"role": "user", "content": "one two  three"},
    ],
    "add_generation_prompt": True,
    "tools": None,
    "bos_token": "<s>",
    "n": 7,
    "f": 2.5,
    "no": False,
    "words": ["pear", "Apple", "fig", "apple", "Fig"],
    "numbers": [3, 1, 2, 3],
    "tool": {"name": "add", "parameters": {"type": "object", "required": [], "n": 1.0, "deep": {"x": None, "y": True}}},
    "empty": {},
}

WHITESPACE = [
    "a {% if n %}b{% endif %} c", "a  {%- if n %} b {%- endif %} c", "{% if n %}\n  x\n{% endif %}\ny\n", "  {% if n %}x{% endif %}\n\n\n",
    "  {{ n }}\n  {% set x = 1 %}\n  z\n", "  {%+ if n %}x{% endif %}", "{% if n +%}\nx{% endif %}", "{# c #}\nx", "{#- c -#}\n\n  x", "  {# c #}  \nx",
    "{#+ c +#}\nx", "a\n\t{#- c #} b", "{{- n -}}   x  {{ n }}\n\ny", "{% raw %}{{ n }}{% if %}{% endraw %}|", "{%- raw -%}  {{ n }}  {%- endraw -%}  x",
    "  {% raw %}\n  {{ x }}\n  {% endraw %}\nq", "x\r\ny\rz\n", "x\n\n", "x\n", "\n", "", "{{ 'a\\nb' }}", "{{ 'a\nb' }}", "{% if n %}\r\nx{% endif %}",
    "{% for m in messages %}\n    {% if loop.first %}\n    {{ m.role }}\n    {% endif %}\n{% endfor %}\n", "{{ '}}' }}{{ '%}' }}{% set a = '%}' %}{{ a }}",
    "{{ {'a': {'b': 1}}['a']['b'] }}", "{{ {'a': {'b': {}}} }}", "{%if n%}x{%endif%}", "{{n}}{{-n}}{{n -}} x", "x {%- set y = 1 -%} z", "\ta{% if n %}\n\tb\n\t{% endif %}",
    "{% set x %}\n  a\n{% endset %}[{{ x }}]", "line\n   {%- for i in range(2) %}\n   {{ i }}\n   {%- endfor %}\n", "{{ '\u3000x\u3000' | trim }}|{{ '\u001cx\u001f'.strip() }}|",
    "a\u00a0\n\u2003{%- if n %}x{% endif %}", "\u2003{% if n %}x{% endif %}", "{% generation %}\n x {% endgeneration %}\n y", "  {%- generation -%}  x  {%- endgeneration -%}  y",
    "{% if n %}{# a #}{# b #}\n{% endif %}z", "{#- {{ n }} {% if %} -#} x", "{# a # } b #}c",
]
LOOPS = [
    "{% for m in messages if m.role == 'user' %}{{ loop.index }}/{{ loop.length }}{{ loop.last }} {% endfor %}", "{% for k, v in tool.items() if k != 'name' %}{{ k }}{% endfor %}",
    "{% for m in messages %}{% if loop.first %}{% set note = 'x' %}{% endif %}[{{ note }}]{% endfor %}", "{% set a = 1 %}{% for m in messages %}{% set a = a + 1 %}{{ a }}{% endfor %}{{ a }}",
    "{% for m in messages %}{% if loop.previtem %}{{ loop.previtem.role }}<{% endif %}{{ m.role }}{% if loop.nextitem is defined %}>{{ loop.nextitem.role }}{% endif %};{% endfor %}",
    "{% for m in messages %}{% if loop.index == 2 %}{% continue %}{% endif %}{% if loop.index == 4 %}{% break %}{% endif %}{{ m.role }}{% endfor %}",
    "{% for m in [] %}x{% else %}none{% endfor %}", "{% for m in messages if m.role == 'tool' %}x{% else %}none{% endfor %}", "{% for x in undefined_thing %}x{% else %}none{% endfor %}",
    "{% for m in messages %}{{ loop.cycle('a', 'b', 'c') }}{% endfor %}", "{% for w in words %}{{ loop.changed(w | lower) }} {% endfor %}",
    "{% for m in messages %}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.depth }}{{ loop.depth0 }}{% for c in 'ab' %}{{ loop.depth }}{{ c }}{% endfor %}{% endfor %}",
    "{% for m in messages[1:] %}{{ m.role }}{% endfor %}{% for m in messages[::-1] %}{{ m.role[0] }}{% endfor %}{% for m in messages | reverse %}{{ m.role[-1] }}{% endfor %}",
    "{% for i in range(3) %}{{ i }}{% endfor %}{% for i in range(5, 0, -2) %}{{ i }}{% endfor %}{{ range(3) | list }}{{ range(2, 5) | length }}", "{% for c in 'aé😀' %}{{ c }}|{% endfor %}",
    "{% for k in tool %}{{ k }} {% endfor %}{% for k, v in tool | dictsort %}{{ k }} {% endfor %}{% for k, v in tool | items %}{{ k }}{% endfor %}",
    "{% for a, b in [(1, 2), [3, 4]] %}{{ a }}{{ b }}{% endfor %}", "{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}", "{% for a, b in [(1, 2, 3)] %}{{ a }}{% endfor %}",
    "{% set ns = namespace(n=0, s='') %}{% for m in messages %}{% set ns.n = ns.n + 1 %}{% set ns.s = ns.s ~ m.role[0] %}{% endfor %}{{ ns.n }}{{ ns.s }}",
    "{% set ns = namespace({'a': 1}, b=2) %}{{ ns.a }}{{ ns.b }}{{ ns.c }}{{ ns['a'] }}", "{% for x in [1, [2, [3]]] recursive %}{% if x is iterable %}({{ loop(x) }}){% else %}{{ x }}{% endif %}{% endfor %}",
    "{% for m in messages %}{% set outer = loop %}{% for c in 'ab' %}{{ outer.index }}{{ loop.index }} {% endfor %}{% endfor %}", "{% for x in numbers %}{% endfor %}{{ x }}{{ loop }}",
    "{% set x = 'out' %}{% for x in numbers %}{{ x }}{% endfor %}{{ x }}", "{% if n %}{% set y = 3 %}{% endif %}{{ y }}", "{% for x in numbers %}{% if x == 3 %}{% set q = 1 %}{% else %}{% set q = 2 %}{% endif %}{{ q }}{% endfor %}",
    "{% set ns = namespace() %}{{ ns.x is defined }}{% set ns.x = [1] + [2] %}{{ ns.x }}", "{% set messages = messages[1:] %}{{ messages | length }}{% for m in messages %}{{ m.role }}{% endfor %}",
    "{% for message in messages %}{% set message = {'role': 'x'} %}{{ message.role }}{% endfor %}", "{% with a = 1, b = n %}{{ a }}{{ b }}{% endwith %}{{ a }}", "{% set a, b = 1, 2 %}{{ a }}{{ b }}", "{% set t = 1, %}{{ t }}",
    "{% set x | upper %}abc{% endset %}{{ x }}", "{% filter upper | replace('B', '-') %}abc{{ n }}{% endfilter %}", "{% for m in messages %}{{ m.role }}{{ ', ' if not loop.last }}{% endfor %}",
    "{% for x in 5 %}{% endfor %}", "{% for x in none %}{% endfor %}", "{% set d = dict(a=1, b=2) %}{{ d }}{% for k, v in d.items() %}{{ k }}{{ v }}{% endfor %}", "{% set j = joiner('; ') %}{% for x in numbers %}{{ j() }}{{ x }}{% endfor %}",
    "{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.current }}{{ c.next() }}", "{% for x in numbers %}{{ loop.index0 }}{{ loop.first }}{% endfor %}", "{% set x = 5 %}{% set f %}{% set x = 6 %}{{ x }}{% endset %}{{ f }}{{ x }}",
    "{% generation %}{% set inner = 1 %}{{ inner }}{% endgeneration %}{{ inner }}", "{% for x in [] %}{% endfor %}{% for x in numbers %}{% for y in numbers if y > x %}{{ y }}{% endfor %}{% endfor %}",
    "{% for m in messages %}{% if m.role == 'user' %}{% set kind = 'u' %}{% elif m.role == 'system' %}{% set kind = 's' %}{% endif %}{{ kind }}{% endfor %}",
]
MACROS = [
    "{% macro w(t, mark='*') %}{{ mark + t + mark }}{% endmacro %}{{ w('x') }}{{ w('y', mark='-') }}{{ w(t='z') }}", "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, a=3) }}", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}",
    "{% macro m(a) %}[{{ a }}]{% endmacro %}{{ m() }}", "{% macro f(k) %}{% if k > 0 %}{{ k }}{{ f(k - 1) }}{% endif %}{% endmacro %}{{ f(3) }}", "{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}in {{ n }}{% endcall %}",
    "{% macro m(xs) %}{% for x in xs %}{{ caller(x) }}{% endfor %}{% endmacro %}{% call(x) m(numbers) %}[{{ x }}]{% endcall %}", "{% macro m() %}{{ late }}{% endmacro %}{% set late = 5 %}{{ m() }}", "{% macro m(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}",
    "{% macro m() %}{{ n }}{% endmacro %}{% for n in [1, 2] %}{{ m() }}{% endfor %}", "{{ m is defined }}{% macro m() %}{% endmacro %}{{ m is defined }}{{ m is callable }}{{ m.name }}", "{% macro m() %}{% set x = 1 %}{% endmacro %}{{ m() }}{{ x }}",
    "{% macro outer() %}{% macro inner(a) %}({{ a }}){% endmacro %}{{ inner(1) }}{% endmacro %}{{ outer() }}", "{% macro m(a, *b) %}{% endmacro %}", "{% set args = [1, 2] %}{% macro m(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ m(*args) }}{{ m(**{'a': 3, 'b': 4}) }}",
    "{% macro r(x) %}  {{ x }}\n{% endmacro %}[{{ r(1) | trim }}]", "{% macro m(x) %}{{ x | default('d') }}{% endmacro %}{{ m() }}{{ m(none) }}", "{{ nothing() }}", "{{ n() }}", "{{ range(1)() }}", "{% macro m(a) %}{% endmacro %}{{ m(b=1) }}",
]
EXPRESSIONS = [
    "{{ 1 + 2 * 3 ** 2 }} {{ 2 ** 3 ** 2 }} {{ -2 ** 2 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 % -3 }} {{ 7 / 2 }} {{ 6 / 2 }} {{ 7.5 // 2 }} {{ -7.5 % 2 }}", "{{ 1 / 0 }}", "{{ 1 // 0 }}", "{{ 2 ** -1 }} {{ 2 ** 0.5 }}",
    "{{ 1.0 }} {{ 1e16 }} {{ 1e15 }} {{ 1e-5 }} {{ 0.0001 }} {{ 1.5e300 }} {{ 123456789.123 }} {{ 0.1 + 0.2 }} {{ -0.0 }} {{ 1_000 }} {{ 0x1F }} {{ 0b11 }} {{ 0o17 }} {{ 1E3 }} {{ 100000000000000000 }}", "{{ true }} {{ True }} {{ none }} {{ None }} {{ no }} {{ not n }}",
    "{{ 1 == 1.0 }} {{ true == 1 }} {{ '1' == 1 }} {{ none == false }} {{ [1, 2] == [1, 2.0] }} {{ {'a': 1} == {'a': 1} }} {{ (1, 2) == [1, 2] }} {{ 0 == false }} {{ '' == false }}", "{{ 1 < 2 < 3 }} {{ 1 < 2 > 3 }} {{ 'a' < 'b' }} {{ [1, 2] < [1, 3] }}", "{{ 'a' < 1 }}", "{{ none < 1 }}",
    "{{ 'b' in 'abc' }} {{ 'x' not in 'abc' }} {{ 2 in [1, 2] }} {{ 'name' in tool }} {{ 1 in (1, 2) }} {{ messages[0] in messages }} {{ 'x' in undefined_thing }}", "{{ 1 in 'abc' }}", "{{ 1 in 5 }}", "{{ undefined_thing in ['a'] }}", "{{ none in 'x' }}",
    "{{ 'a' ~ 1 ~ none ~ true ~ 2.0 ~ undefined_thing }}", "{{ 'a' + 1 }}", "{{ 1 + 'a' }}", "{{ 'a' * 3 }} {{ [1] * 2 }} {{ 2 * 'ab' }}", "{{ 'a' + none }}", "{{ undefined_thing + 'a' }}", "{{ undefined_thing.x }}", "{{ tool.nothing }}|{{ tool.nothing is defined }}", "{{ tool.nothing.x }}",
    "{{ [1, 2] + [3] }} {{ (1,) + (2,) }}", "{{ n and 'x' }} {{ 0 and 'x' }} {{ '' or 'y' }} {{ none or 0 }} {{ not '' }} {{ n or undefined_thing.x }}", "{{ 'a' if n else 'b' }} {{ 'a' if no }} {{ 'a' if no else 'b' if no else 'c' }}", "{{ ('a' if no) is defined }}",
    "{{ messages[-1].role }} {{ messages[99] }} {{ messages[-99] is defined }} {{ 'abc'[1] }} {{ 'abc'[9] }} {{ 'a😀b'[1] }} {{ 'a😀b' | length }}", "{{ 'abcdef'[1:3] }} {{ 'abcdef'[:-1] }} {{ 'abcdef'[::2] }} {{ 'abcdef'[::-1] }} {{ numbers[-2:] }} {{ numbers[5:] }} {{ 'a😀b'[1:] }} {{ (1, 2, 3)[1:] }} {{ 'abcdef'[4:1:-1] }}",
    "{{ tool['name'] }} {{ tool.name }} {{ tool.get('x', 'd') }} {{ tool.get('x') }} {{ tool.items() | list | length }} {{ tool.keys() | list }} {{ tool.values() | first }}", "{{ {'items': 1}['items'] }} {{ {'get': 2}['get'] }}", "{{ tool.parameters }}", "{{ numbers.0 }} {{ tool.0 }}",
    "{{ [1, 'a', none, true, 1.5, [2], {'k': 'v'}, (1,), ()] }} {{ 'it\\'s' }} {{ ['it\\'s', 'q\"', 'a\\'b\"', 'é\\n\\t\\\\\\x01\\u200b😀'] }}", "{{ '\\x41\\u00e9\\101\\a' | length }} {{ '\\q' }} {{ \"\\\"\" }} {{ '\\U0001F600' }}", "{{ 'a' 'b' \"c\" }}", "{{ 1, 2 }}", "{{ () }} {{ (1) }} {{ (1,) }}",
    "{{ - n }} {{ +n }} {{ -f }} {{ --n }} {{ not not n }} {{ -true }}", "{{ -'a' }}", "{{ n is number }} {{ f is float }} {{ n is integer }} {{ true is integer }} {{ true is number }} {{ true is boolean }} {{ no is false }} {{ no is true }}",
    "{{ n is divisibleby 7 }} {{ n is divisibleby(2) }} {{ n is odd }} {{ n is even }} {{ n is not even }} {{ none is none }} {{ 'a' is string }} {{ tool is mapping }} {{ numbers is sequence }} {{ 'a' is sequence }} {{ tool is iterable }} {{ 5 is iterable }} {{ n is callable }}",
    "{{ n is sameas 7 }} {{ no is sameas false }} {{ 0 is sameas false }} {{ n is eq 7 }} {{ n is equalto(7) }} {{ n is ne 8 }} {{ n is gt 3 }} {{ n is lessthan 3 }} {{ n is ge(7) }} {{ 'a' is in 'abc' }} {{ n is in [7] }} {{ 'a' is lower }} {{ 'A' is upper }} {{ 'trim' is filter }} {{ 'nothing' is filter }} {{ 'odd' is test }}",
    "{{ undefined_thing is defined }} {{ undefined_thing is undefined }} {{ undefined_thing is none }} {{ undefined_thing is iterable }} {{ undefined_thing is mapping }} {{ undefined_thing is string }} {{ undefined_thing == undefined_other }} {{ undefined_thing == none }} {{ undefined_thing | length }} {{ not undefined_thing }}",
    "{{ n is nothing }}", "{{ n | nothing }}", "{% if no %}{{ n | nothing }}{% endif %}x", "{{ n is defined and n is not none and n > 3 }}", "{{ 'x' if n is defined and n else 'y' }}", "{{ 1 if n == 7 else 2 + 3 }}", "{{ not n == 7 }}", "{{ n == 7 and not no or false }}", "{{ 'a' is string and 'b' is not number }}",
    "{{ (messages | first).role }} {{ (n + 1) * 2 }} {{ messages[n - 7]['role'] }} {{ messages[loop_index | default(1)].role }}", "{{ messages[0].content.split(' ')[0] }} {{ messages[0]['content'].upper().lower() }}", "{{ tool.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ numbers.append(4) }}", "{{ tool.update({'a': 1}) }}", "{{ messages.pop() }}",
    "{{ {'a': 1, 'b': [1, {'c': none}]} | tojson }} {{ 'é<>&\\'\"' | tojson }} {{ 1.0 | tojson }} {{ none | tojson }} {{ [] | tojson }} {{ {} | tojson }} {{ true | tojson }} {{ (1, 2) | tojson }} {{ '\\u2028\\x7f\\x01\\t' | tojson }} {{ 1e20 | tojson }} {{ {1: 2, none: 3, 2.5: 4} | tojson }}",
    "{{ tool | tojson(indent=2) }}", "{{ tool | tojson(indent=4) }}", "{{ tool | tojson(sort_keys=true) }}", "{{ tool | tojson(separators=(',', ':')) }}", "{{ 'é😀' | tojson(ensure_ascii=true) }}", "{{ tool | tojson(indent=0) }}", "{{ undefined_thing | tojson }}", "{{ range(3) | tojson }}", "{{ [[], {}, [1]] | tojson(indent=2) }}",
    "{{ '%s is %d, %.2f %r %5s|%-5s|%05d %x %%' % ('a', 3, 2.5, 'q', 'x', 'y', 42, 255) }}", "{{ '%s' % n }} {{ '%(a)s' % {'a': 1} }}", "{{ '%d' % 'a' }}", "{{ 'a%sb' | format('x') }}", "{{ '{} {0}'.format(1) }}", "{{ '{} {}'.format(1, 'b') }} {{ '{0}{1}{0}'.format('a', 'b') }} {{ '{x}'.format(x=1) }} {{ '{{}}'.format() }} {{ '{:>5}|{:.2f}|{:03d}'.format('a', 2.5, 7) }}",
    "{{ raise_exception('no ' ~ n) }}", "{{ strftime_now('%d %b %Y') is string }}", "{% if messages %}{{ messages | length }}{% endif %}", "{% if tools %}x{% elif n %}y{% else %}z{% endif %}", "{% if not tools is defined %}u{% endif %}{{ tools is none }}", "{{ tools is defined and tools }}", "{{ messages is string }}", "{{ [messages[0].role, 'x'] | join('-') }}",
    "{{ 'a' if 'x' in tool else 'b' }}", "{{ tool.parameters.required is defined }}{{ tool['parameters']['n'] }}", "{{ 'abc' is in ['abc'] }}", "{{ (1, 2)[0] }} {{ [1, 2, 3][-1] }} {{ {'a': 1}.a }} {{ {1: 'x'}[1] }} {{ {'a': 1}['b'] is undefined }}", "{{ n.x }} {{ 'abc'.x is defined }} {{ none.x is defined }} {{ 'abc'.x }}",
]
METHODS = [
    "{{ '  a b '.strip() }}|{{ 'xxaxx'.strip('x') }}|{{ 'abcb'.rstrip('bc') }}|{{ 'abcb'.lstrip('ba') }}|{{ '\\n\\nx\\n'.lstrip('\\n') }}|{{ '\\n\\nx\\n'.rstrip() }}|{{ 'x'.strip('') }}|{{ 'x'.strip(none) }}", "{{ 'a b  c'.split() }} {{ 'a b  c'.split(' ') }} {{ 'a,b,c'.split(',', 1) }} {{ 'a,b,c'.rsplit(',', 1) }} {{ '  a  b '.split(none, 1) }} {{ 'a,b,c'.split(',', maxsplit=1) }} {{ ''.split() }} {{ ''.split(',') }} {{ '  a b c '.rsplit(none, 1) }}",
    "{{ 'x'.split('') }}", "{{ 'banana'.replace('a', 'o') }} {{ 'banana'.replace('a', 'o', 1) }} {{ 'banana'.replace('a', 'o', -1) }} {{ 'banana'.replace('', '-') }} {{ 'banana' | replace('a', 'o', 2) }} {{ 'ab'.replace('', '-', 2) }} {{ 'banana'.replace('a', 'o', 0) }}",
    "{{ 'hello world'.title() }} {{ \"it's o'clock\".title() }} {{ 'ÉCOLE été'.title() }} {{ 'hELLO'.capitalize() }} {{ 'ß'.upper() }} {{ 'ß'.capitalize() }} {{ 'İ'.lower() | length }} {{ 'aBc'.swapcase() }} {{ 'ẞß'.casefold() }} {{ 'ΣΑΣ'.lower() }}", "{{ 'abc'.startswith('a') }} {{ 'abc'.startswith(('x', 'a')) }} {{ 'abc'.endswith('bc') }} {{ 'abc'.startswith('b', 1) }} {{ 'abc'.endswith('') }}", "{{ 'abc'.startswith(1) }}",
    "{{ 'abcabc'.find('c') }} {{ 'abc'.find('x') }} {{ 'abcabc'.rfind('c') }} {{ 'abc'.index('b') }} {{ 'abcabc'.count('bc') }} {{ 'aaa'.count('aa') }} {{ 'a😀b'.find('b') }} {{ 'abc'.find('c', 1) }} {{ 'abc'.count('') }}", "{{ 'abc'.index('x') }}", "{{ '-'.join(['a', 'b']) }} {{ ''.join('ab') }} {{ ','.join(words) }}", "{{ '-'.join([1]) }}",
    "{{ '12'.isdigit() }} {{ 'ab'.isalpha() }} {{ 'a1'.isalnum() }} {{ 'A'.isupper() }} {{ 'a'.islower() }} {{ ' '.isspace() }} {{ ''.isdigit() }} {{ 'Ab Cd'.istitle() }} {{ '½'.isnumeric() }} {{ 'abc'.isascii() }} {{ 'a b'.isidentifier() }} {{ '²'.isdecimal() }}", "{{ 'a\\nb\\r\\nc'.splitlines() }} {{ 'a\\nb\\n'.splitlines(true) }} {{ ''.splitlines() }}",
    "{{ 'a=b=c'.partition('=') }} {{ 'a=b=c'.rpartition('=') }} {{ 'abc'.partition('x') }}", "{{ 'x'.center(5, '*') }}|{{ 'x'.ljust(3) }}|{{ 'x'.rjust(3, '0') }}|{{ '-7'.zfill(4) }}|{{ 'prefix'.removeprefix('pre') }}|{{ 'a.txt'.removesuffix('.txt') }}|{{ 'a\\tb'.expandtabs(4) }}|{{ 'xy'.center(5) }}|", "{{ numbers.index(2) }} {{ numbers.count(3) }} {{ (1, 2).index(2) }} {{ tool.copy() | length }}", "{{ 'abc'.nothing() }}", "{{ numbers.nothing() }}",
    "{{ messages[3].content.split() | join('|') }}", "{{ '<think>a</think>b'.split('</think>')[-1].lstrip('\\n') }} {{ '<think>\\nx\\n</think>\\n\\ny'.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') }}", "{{ 'A-B'.lower().replace('-', '_') }}", "{{ n.bit_length() }}", "{{ 'abc' | upper | lower | title | capitalize }}", "{{ (5).__add__(1) }}", "{{ f.is_integer() }}",
]
FILTERS = [
    "{{ '  a ' | trim }}|{{ 'xax' | trim('x') }}|{{ 5 | trim }}", "{{ words | sort }} {{ words | sort(reverse=true) }} {{ words | sort(case_sensitive=true) }} {{ numbers | sort }} {{ messages | sort(attribute='role') | map(attribute='role') | list }}", "{{ words | unique | list }} {{ numbers | unique | list }} {{ words | unique(case_sensitive=true) | list }}", "{{ numbers | sum }} {{ numbers | min }} {{ numbers | max }} {{ [] | sum }} {{ [] | max }} {{ words | max }} {{ messages | map(attribute='content') | map('length') | sum }} {{ numbers | sum(start=10) }}",
    "{{ messages | map(attribute='role') | join(', ') }} {{ words | map('upper') | list }} {{ words | map('replace', 'p', 'q') | list }} {{ messages | map(attribute='x', default='-') | join }} {{ words | map('default', 'q') | join(',') }}", "{{ messages | selectattr('role', 'equalto', 'user') | list | length }} {{ messages | selectattr('role', '==', 'user') | map(attribute='role') | list }} {{ messages | rejectattr('role', 'in', ['user', 'system']) | map(attribute='role') | list }} {{ messages | selectattr('x', 'defined') | list }} {{ messages | selectattr('role') | list | length }}",
    "{{ numbers | select('odd') | list }} {{ numbers | reject('odd') | list }} {{ numbers | select('gt', 2) | list }} {{ [0, 1, '', 'a'] | select | list }} {{ [0, 1, none] | reject | list }}", "{{ words | first }} {{ words | last }} {{ [] | first is defined }} {{ words | reverse | list }} {{ 'abc' | reverse }} {{ 'abc' | first }} {{ 'abc' | list }}", "{{ words | length }} {{ 'é😀' | length }} {{ tool | length }} {{ words | count }}", "{{ 5 | length }}",
    "{{ undefined_thing | default('d') }} {{ '' | default('d') }}| {{ '' | default('d', true) }} {{ none | default('d') }} {{ none | d('d', boolean=true) }} {{ undefined_thing | default }}|", "{{ words | join }} {{ words | join(',') }} {{ numbers | join('-') }} {{ messages | join(',', attribute='role') }} {{ 'abc' | join('.') }} {{ [none, true, 1.0] | join(' ') }}", "{{ 'a\\nb\\n\\nc' | indent }}|{{ 'a\\nb' | indent(2, true) }}|{{ 'a\\n\\nb' | indent(2, blank=true) }}|{{ 'a\\nb' | indent('> ') }}|{{ 'a\\nb' | indent(width=1, first=true) }}|{{ 'a\\n' | indent(2) }}|",
    "{{ '3' | int }} {{ 'x' | int }} {{ 'x' | int(5) }} {{ 3.9 | int }} {{ -3.9 | int }} {{ '0x1f' | int(base=16) }} {{ '3.7' | int }} {{ none | int }} {{ true | int }} {{ ' 4 ' | int }} {{ '1_000' | int }}", "{{ '3' | float }} {{ 'x' | float }} {{ 'x' | float(1.5) }} {{ 2 | float }} {{ '1e3' | float }}", "{{ 3.567 | round }} {{ 3.567 | round(2) }} {{ 2.5 | round }} {{ 3.2 | round(method='ceil') }} {{ 3.9 | round(0, 'floor') }} {{ 42 | round }} {{ 0.5 | round }} {{ 2.675 | round(2) }} {{ 42 | round(-1) }}", "{{ -3 | abs }} {{ 2.5 | abs }}",
    "{{ 'hello' | capitalize }} {{ 'HELLO wORLD' | title }} {{ \"it's a-b (c)\" | title }} {{ 'a' | upper }} {{ 'hello' | center(9) }}| {{ 5 | string ~ 'x' }} {{ none | string }} {{ 'hello wide world' | wordcount }}", "{{ 'hello wide world' | truncate(9) }} {{ 'hello wide world' | truncate(9, true) }} {{ 'hello' | truncate(3, true, '') }} {{ 'hello wide world' | truncate(11, false, '~') }} {{ 'hello' | truncate(4) }}", "{{ '<a> & \"b\" \\'c\\'' | escape }} {{ '<a>' | e }} {{ '<a>' | safe }}", "{{ '<a>' | e | upper }}",
    "{{ numbers | batch(3) | list }} {{ numbers | batch(3, 0) | list }} {{ numbers | slice(3) | list }} {{ [1, 2, 3, 4, 5] | slice(2, 'x') | list }}", "{{ tool | dictsort | map('first') | list }} {{ {'b': 1, 'A': 2} | dictsort }} {{ {'b': 1, 'A': 2} | dictsort(true) }} {{ {'b': 1, 'a': 2} | dictsort(by='value') }} {{ {'b': 1, 'a': 2} | dictsort(reverse=true) }}", "{{ tool | items | list | length }} {{ undefined_thing | items | list }} {{ {'a': 1} | list }}", "{{ [1] | items | list }}",
    "{% for g in messages | groupby('role') %}{{ g.grouper }}:{{ g.list | length }} {% endfor %}{% for role, list in messages | groupby('role') %}{{ role }}{{ list | length }}{% endfor %}", "{{ messages | map(attribute='content.x') | list | length }} {{ [[1, 2], [3, 4]] | map(attribute=1) | list }} {{ [[1, 2]] | map('last') | list }}", "{{ tool | attr('name') is defined }} {{ 'abc' | attr('upper') is defined }}", "{{ 'abc' | replace('b', '') | length }} {{ 5 | replace('5', 'x') }}", "{{ 'a b c' | wordwrap(3) }}", "{{ 'a b&c/é' | urlencode }} {{ {'a': 'b c'} | urlencode }}", "{{ '<b>x</b> y' | striptags }}",
    "{{ words | map('nothing') | list }}", "{{ words | select('nothing') | list }}", "{{ none | upper }} {{ none | trim }} {{ 5 | upper }}", "{{ none | length }}", "{{ 1 | join }}", "{{ words | sort | first | upper ~ '!' }}", "{{ messages | map(attribute='role') | list }}", "{{ [3, 'a'] | sort }}", "{{ 'b' | default('x') | upper }}", "{{ (words | map('lower') | unique | sort | list)[0] }}", "{{ [1, 2] | tojson | length }}", "{{ '1,2' | list | join }}",
    "{{ 'abc' | format }} {{ '%s-%s' | format(1, 2) }} {{ '%(x)s' | format(x=5) }}", "{{ [1, 2] | random in [1, 2] }}", "{{ [['a', 1], ['b', 2]] | map('join', ':') | join(';') }}", "{{ dict([['a', 1]]) }} {{ dict(tool, x=1) | length }}", "{{ 'a' | pprint }} {{ [1, 'b'] | pprint }}", "{{ 1234567 | filesizeformat }} {{ 1 | filesizeformat }}",
]
VALUES = [
    "{{ range(3) }} {{ range(1, 5, 2) }} {{ [range(2)] }} {{ [undefined_thing] }} {{ range(3)[1:] | list }} {{ range(3)[1] }} {{ range(3).index(2) }} {{ range(3) == range(0, 3) }} {{ 'x' if range(0) else 'y' }}", "{{ tool.keys() }} {{ {'a': 1}.items() }} {{ {'a': 1}.values() }} {{ empty.keys() | length }} {{ 'x' if empty.keys() else 'y' }}", "{% if messages | selectattr('role', 'equalto', 'tool') %}always{% endif %}{% if not [] | map('upper') %}never{% endif %}", "{{ words | map('upper') | length }}", "{% set m = words | map('upper') %}{{ m | list }}{{ m | list }}{{ m | first is defined }}", "{{ (words | map('upper'))[0] is defined }}", "{{ words | select | tojson }}", "{{ {'a': 1}.items() | tojson }}",
    "{{ {1: 'a'}[1.0] }} {{ {1: 'a'}[true] }} {{ {1: 'a', true: 'b', 1.0: 'c'} }} {{ 1.0 in {1: 2} }} {{ {true: 1} == {1: 1.0} }}", "{{ {[1]: 2} }}", "{{ {}[[1]] }}", "{{ [1] in {} }}", "{{ [[1], [1]] | unique | list }}", "{{ (1, 2) in {(1, 2): 3} }} {{ {(1, 2): 3} }}", "{{ 9007199254740993 == 9007199254740992.0 }} {{ 9007199254740993 > 9007199254740992.0 }} {{ 0.0 == -0.0 }} {{ -10 % 2.0 }} {{ 10 % -3.0 }}", "{{ [1.0, 0, true, -0.0] | sort }}", "{{ words[9] is callable }} {{ words[9] is sequence }} {{ 0.5 is divisibleby 0.25 }} {{ 2.0 is even }}",
    "{{ '%e %g %G %c %c %a %+d % d %#x %5.3d %ld %F' % (12345.678, 1e-7, 1e20, 'é', 233, 'é', 3, 4, 255, 7, 8, 2) }}", "{{ '%*d|%-*d|%.*f' % (5, 3, 5, 4, 2, 2.555) }}", "{{ '%s' % [1, 2] }} {{ '%s' % ([1, 2],) }} {{ 'x' % [1] }} {{ 'x' % {} }}", "{{ '%d' % 3.9 }} {{ '%5.1f|%-8s|%08.2f|%.3s' % (2.25, 'ab', -3.14159, 'abcdef') }}", "{{ '%x' % 1.5 }}", "{{ '%(a' % {'a': 1} }}", "{{ '%q' % 1 }}", "{{ '{:,} {:,.2f} {:_} {:b} {:#x} {:e} {:g} {:%} {:+} {: } {:c}'.format(1234567, 1234.5, 1234567, 5, 255, 12345.678, 1e-7, 0.25, 3, 4, 233) }}", "{{ '{!r} {!s:>4} {!a} {:^7} {:*<5} {:=+6} {:010.3f} {:{}} {:.3} {:5}|'.format('x', 'y', 'é', 'mid', 'ab', 42, 3.14159, 'z', 3, 'abcdef', true) }}", "{{ '{:s}'.format(1) }}", "{{ '{:d}'.format('a') }}", "{{ '{:q}'.format(1) }}", "{{ '{:.2}'.format(1) }}",
    "{{ '1f' | int }} {{ '1d' | float }} {{ '0x1p3' | float }} {{ '1_0' | float }} {{ 'inf' | float }} {{ ' nan ' | float }} {{ 'inf' | int(7) }} {{ '0b11' | int(0, 2) }} {{ '0x1f' | int(0, 0) }} {{ 'z' | int(0, 36) }} {{ [1] | float(2.5) }} {{ '1e3' | int }}", "{{ 123456789 | filesizeformat }} {{ 123456789 | filesizeformat(true) }} {{ '2048' | filesizeformat(true) }} {{ 0 | filesizeformat }}",
    "{{ 'ŉ ﬁn ǆ ß ΣΑΣ' | title }} {{ 'ŉ ﬁn ǆ ß'.title() }} {{ 'ﬁn'.capitalize() }} {{ 'ẞß'.casefold() }} {{ 'a\x00'.isprintable() }} {{ 'aé😀'.isprintable() }} {{ 'İ😀'.lower() | length }}", "{{ 'a-b hello-world foo' | wordwrap(7) }}|{{ 'abcdefghij kl' | wordwrap(4) }}|{{ 'abcdefghij kl' | wordwrap(4, false) }}|{{ 'a b\nc  d' | wordwrap(3, wrapstring='/') }}|{{ '   ' | wordwrap(2) }}|", "{{ 'a\r\nb\x0bc' | indent }}|", "{{ '<!-- a > b --><i>x</i> &lt; y < z' | striptags }}", "{{ messages | sort(attribute='role,content') | map(attribute='content') | list }}", "{{ messages | groupby('role') }} {{ (messages | groupby('role'))[0][0] }} {{ messages | groupby('role') | tojson }}", "{{ [3, 1, 2] | batch(0) | list }} {{ [] | min is defined }}", "{{ dict({'a': 1}, b=2) }} {{ dict(a=1) == {'a': 1} }}", "{{ dict({}, {}) }}",
    "{#-#}  x", "{#+#}\n x", "{#--#}  x", "{{ namespace(_x=1).a }}", "{% set ns = namespace() %}{% set ns._x = 1 %}", "{{ [1, 2, 3] | reverse | first }} {{ [1, 2] | reverse | length }}", "{{ 'abc' | reverse }} {{ [1, 2] | reverse | list }} {{ tool | reverse | list }}", "{% for x in words | map('upper') %}{{ loop.index }}{{ loop.last }}{% endfor %}", "{{ loop is defined }}{% for x in [1] if loop.index %}{% endfor %}", "{{ words[1:3] }} {{ '😀é😀x'[1:3] }} {{ '😀éx'[-2:] }} {{ '😀é'[::-1] }} {{ 'abc'[5:] }}|{{ 'abc'[2:1] }}|", "{{ [1, 2].items is defined }} {{ {'items': 3}.items is callable }} {{ {'items': 3}['items'] }} {{ tool.update is defined }}",
]
SYNTAX = [
    "{% for m in %}", "{{ 1 + }}", "{% nonsense %}", "{% if n %}x", "{% endif %}", "{{ n", "{% if n", "{# x", "{{ 'a }}", "{% set %}", "{% set 1 = 2 %}", "{{ a b }}", "{% for x in numbers %}{% endif %}", "{{ (1 }}", "{{ [1, }}", "{{ {1} }}", "{{ n ! }}", "{{ n | }}", "{{ .a }}", "{% macro %}{% endmacro %}", "{% raw %}x",
    "{% if n %}{% else %}{% else %}{% endif %}", "{{ n is is x }}", "{{ @ }}", "{% set x.y = 1 %}", "{% set n.y = 1 %}", "{% break %}", "{% call x %}{% endcall %}", "{{ not }}", "{{ n. }}", "{{ n[] }}", "{{ n[1:2:3:4] }}", "{{ }}", "{% %}", "{% include 'x' %}", "{% extends 'x' %}", "{% import 'x' as y %}", "{{ lambda }}", "{% do x %}", "{{ f(a=1, 2) }}", "{{ 1 if }}", "{% elif n %}", "{% set x = 1 %}{{ x.y.z }}", "{{ x = 1 }}", "{{ {'a' 1} }}",
    "{{ [1, 2, ] }}{{ {'a': 1, } }}{{ range(3, ) | list }}", "{% block x %}in{% endblock %}", "{% print n %}", "{% if n %} {% endif -%} x", "{{ 'a' if n }}{{ ;}}", "{{ true.x is defined }}{{ True }}{{ TRUE is defined }}", "{{ caller is defined }}{{ loop is defined }}", "{{ '' 'x' ~ 'y' }}",
]


class Generation(Extension):
    """As in transformers: marks what the assistant wrote."""

    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("_same"), [], [], body).set_lineno(line)

    def _same(self, caller):
        return caller()


class Namespace(jinja2.utils.Namespace):
    """As in transformers: no names of Python's own."""

    def __init__(*args, **kwargs):
        self, values = args[0], dict(*args[1:], **kwargs)
        for name in values:
            Namespace.check(name)
        jinja2.utils.Namespace.__init__(self, values)

    def __setitem__(self, name, value):
        Namespace.check(name)
        jinja2.utils.Namespace.__setitem__(self, name, value)

    @staticmethod
    def check(name):
        if isinstance(name, str) and name.startswith("_"):
            raise jinja2.exceptions.SecurityError(name)


def raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def main(resources):
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[Generation, loopcontrols])
    environment.filters["tojson"] = tojson
    environment.globals["namespace"] = Namespace
    environment.globals["raise_exception"] = raise_exception
    environment.globals["strftime_now"] = lambda form: "06 Jul 2024"
    rendered = []
    for group in ("WHITESPACE", "LOOPS", "MACROS", "EXPRESSIONS", "METHODS", "FILTERS", "VALUES", "SYNTAX"):
        for template in globals()[group]:
            case = {"group": group.lower(), "template": template}
            try:
                case["text"] = environment.from_string(template).render(**CONTEXT)
            except Exception as failure:
                case["refused"] = type(failure).__name__ + ": " + str(failure)
            rendered.append(case)
    result = {"context": CONTEXT, "rendered": rendered}
    (resources / "jinja.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    print(len(rendered), "templates,", sum("refused" in case for case in rendered), "refused")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
