// Five of factlint's checks in a few lines, as somebody would write them who needs
// no places: ids are unique, refs resolve, nothing ends before it begins, nobody
// holds an office outside their lifetime, no seat has two holders.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'

const refs = ['person', 'office', 'organization', 'place', 'part_of', 'of', 'source', 'winner', 'after', 'before', 'during', 'about', 'as']
const facts = [], byId = new Map(), holders = new Map()
const wrong = (what, fact) => { console.log(what, fact); process.exitCode = 1 }
const time = (date) => date === undefined ? undefined : +(date instanceof Date ? date : new Date(String(date)))

for (const name of readdirSync(process.argv[2], { recursive: true })) {
	if (!name.endsWith('.toml')) continue
	for (const [kind, list] of Object.entries(parse(readFileSync(join(process.argv[2], name), 'utf8')))) {
		for (const fact of list) {
			facts.push(fact)
			if (kind === 'tenure') holders.set(fact.office, [...holders.get(fact.office) ?? [], fact])
			if (byId.has(fact.id)) wrong('an id that is taken', fact)
			if (fact.id) byId.set(fact.id, fact)
		}
	}
}
for (const fact of facts) {
	for (const from of [fact, fact.by ?? {}]) {
		for (const ref of refs.flatMap((field) => from[field] ?? [])) if (!byId.has(ref)) wrong('a ref to nothing', fact)
	}
	if (time(fact.end) < time(fact.start)) wrong('an end before the start', fact)
}
for (const [office, tenures] of holders) {
	tenures.sort((a, b) => time(a.start) - time(b.start))
	tenures.forEach((tenure, i) => {
		const person = byId.get(tenure.person)
		if (time(tenure.start) < time(person?.born) || time(tenure.end) > time(person?.died)) wrong('a tenure outside the lifetime', tenure)
		const seats = byId.get(office)?.seats ?? Infinity
		if (time(tenures[i + seats]?.start) < time(tenure.end)) wrong('more holders than seats', tenure)
	})
}
