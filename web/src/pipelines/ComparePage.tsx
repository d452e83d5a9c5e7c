import { Stack, Switch } from '@mantine/core'
import { Fragment, useState } from 'react'
import { useSearchParams } from 'wouter'
import { useGetFresh } from '../api/queries'
import type { RunComparison } from '../api/types'
import { shortId } from '../shared/format'
import { Empty, Loaded, Page, Panel, To } from '../shared/Page'
import { State } from '../shared/State'
import { useWords } from '../shared/use'
import { byPath } from './parameters'

/** Runs side by side; what differs comes first and is marked. */
export default function ComparePage() {
  const { t } = useWords()
  const [params] = useSearchParams()
  const ids = params.getAll('id')
  const comparison = useGetFresh<RunComparison>(`/runs/compare?${ids.map((id) => `id=${id}`).join('&')}`, { enabled: ids.length > 1 })
  const [all, setAll] = useState(false)
  return (
    <Page
      title={t('compare.title')}
      crumbs={[{ label: t('nav.runs'), to: '/runs' }]}
      aside={<Switch label={t('compare.all')} checked={all} onChange={(e) => setAll(e.currentTarget.checked)} />}
    >
      {ids.length < 2 ? (
        <Empty what={t('compare.few')} how={t('compare.few.how')} />
      ) : (
        <Loaded query={comparison}>
          {(c) => (
            <Stack>
              <Side title={t('compare.metrics')} runs={c.runs} rows={c.metrics} all={all} />
              <Side title={t('compare.parameters')} runs={c.runs} rows={byPath(c.parameters)} all={all} />
              <Side
                title={t('compare.artifacts')}
                runs={c.runs}
                rows={c.artifacts.map((a) => ({ ...a, name: port(a.name, t), values: a.values.map((v) => (v ? shortId(v) : null)) }))}
                all={all}
              />
            </Stack>
          )}
        </Loaded>
      )}
    </Page>
  )
}

/** `evaluate.in model` → step, direction and port in the reader's words. */
const port = (name: string, t: (key: string) => string) =>
  name.replace(/(^|\.)(in|out) /, (_, dot: string, d: string) => `${dot && ' · '}${t(`run.${d}`)} `)

// a long name breaks after a dot or a stroke, not within a word
const parted = (name: string) =>
  name.split(/(?<=[./])/).map((part, i) => (
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ))

function Side({
  title,
  runs,
  rows,
  all,
}: {
  title: string
  runs: RunComparison['runs']
  rows: { name: string; differs: boolean; values: (string | number | null)[] }[]
  all: boolean
}) {
  const { t, n, moment } = useWords()
  const shown = rows.filter((r) => all || r.differs)
  const numbers = rows.some((x) => x.values.some((v) => typeof v === 'number'))
  return (
    <Panel title={title}>
      {shown.length === 0 ? (
        <p className="soft">{t('compare.same')}</p>
      ) : (
        <div className="scroll-x" tabIndex={0} role="group" aria-label={title}>
          <table className="table compare">
            <thead>
              <tr>
                <th scope="col">{t('col.name')}</th>
                {runs.map((r) => (
                  <th key={r.id} scope="col" className={numbers ? 'num' : undefined}>
                    <To href={`/runs/${r.id}`} mono>
                      {shortId(r.id)}
                    </To>{' '}
                    <span className="soft num">{moment(r.startedAt)}</span>
                    <br />
                    <State of={r.status} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((r) => (
                <tr key={r.name}>
                  <th scope="row" style={{ fontWeight: all && r.differs ? 650 : 450, color: 'var(--ink)' }}>
                    {all && r.differs && '≠ '}
                    <span className="mono">{parted(r.name)}</span>
                  </th>
                  {r.values.map((v, i) => (
                    <td key={i} className={numbers ? 'num' : 'mono lines'}>
                      {typeof v === 'number' ? n(v) : (v ?? '–')}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}
