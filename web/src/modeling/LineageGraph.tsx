import { Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useGetFresh } from '../api/queries'
import type { Lineage } from '../api/types'
import { Graph } from '../shared/graph/Graph'
import { shortId } from '../shared/format'
import { Facts, Loaded, Panel, To } from '../shared/Page'
import { Subject } from '../shared/Subject'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'
import { gather, nameOf, type Gathered } from './lineage'

/** Where something came from: contents as boxes, from the rows on the left to the model on the right. */
export default function LineageGraph({ path }: { path: string }) {
  const lineage = useGetFresh<Lineage>(path)
  return <Loaded query={lineage}>{(l) => <LineageView lineage={l} />}</Loaded>
}

export function LineageView({ lineage }: { lineage: Lineage }) {
  const { t, moment, count } = useWords()
  const [chosen, setChosen] = useState<string | null>(null)
  const drawn = useMemo(() => gather(lineage), [lineage])
  const nodes = useMemo(
    () =>
      drawn.nodes.map((n) => ({
        id: n.id,
        title: 'members' in n ? t('lineage.many', { n: count(n.members.length) }) : nameOf(n),
        note: t(`artifact.${n.kind}`, { defaultValue: n.kind }),
        tone: n.id === lineage.nodes[0]?.id ? ('live' as const) : ('quiet' as const),
      })),
    [drawn, lineage, t, count],
  )
  const one = drawn.nodes.find((n) => n.id === chosen)
  const picked = one && !('members' in one) ? one : undefined
  const several: Gathered | undefined = one && 'members' in one ? one : undefined
  return (
    <Stack>
      <Graph
        nodes={nodes}
        edges={drawn.edges}
        chosen={chosen}
        pick={setChosen}
        label={t('version.lineage')}
        height={nodes.length > 12 ? 500 : 380}
      />
      {several ? (
        <Panel title={t('lineage.many', { n: count(several.members.length) })}>
          <ul className="columns-2 mono">
            {several.members.map((m) => (
              <li key={m.id}>
                <a href={`/api/v1/artifacts/${m.id}`} target="_blank" rel="noreferrer">
                  {nameOf(m)}
                </a>
              </li>
            ))}
          </ul>
        </Panel>
      ) : picked ? (
        <Panel title={nameOf(picked)}>
          <Facts
            items={[
              [
                t('data.digest'),
                <a className="mono" href={`/api/v1/artifacts/${picked.id}`} target="_blank" rel="noreferrer">
                  {shortId(picked.id)}
                </a>,
              ],
              [t('run.kind'), t(`artifact.${picked.kind}`, { defaultValue: picked.kind })],
              [
                t('data.run'),
                picked.run ? <To href={`/runs/${picked.run}`}>{picked.step ?? shortId(picked.run)}</To> : t('lineage.outside'),
              ],
              [t('col.who'), picked.user],
              [t('col.when'), picked.at ? moment(picked.at) : null],
              [t('run.commit'), picked.commit ? <span className="mono">{shortId(picked.commit)}</span> : null],
            ]}
          />
        </Panel>
      ) : (
        <Text size="sm" className="soft">
          {t('lineage.choose')}
        </Text>
      )}
      {lineage.decisions.length > 0 && (
        <Panel title={t('lineage.decisions')}>
          <PlainTable
            rows={lineage.decisions}
            id={(d) => String(d.number)}
            label={t('lineage.decisions')}
            columns={[
              { key: 't', head: t('col.when'), cell: (d) => <span className="num">{moment(d.at)}</span> },
              { key: 'w', head: t('col.who'), cell: (d) => d.actor },
              { key: 'a', head: t('col.what'), cell: (d) => t(`act.${d.action}`, { defaultValue: d.action }) },
              { key: 's', head: t('col.subject'), cell: (d) => <Subject of={d.subject} /> },
            ]}
          />
        </Panel>
      )}
    </Stack>
  )
}
