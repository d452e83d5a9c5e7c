import { Stack, Text } from '@mantine/core'
import { enc } from '../api/client'
import { useGetFresh } from '../api/queries'
import type { RetrainingDetail } from '../api/types'
import { ReplayView } from '../modeling/ReplayView'
import { versionHref } from '../scoping/Home'
import { Forest } from '../shared/charts/Forest'
import { shortId } from '../shared/format'
import { Facts, Loaded, Page, Panel, To } from '../shared/Page'
import { State } from '../shared/State'
import { useWords } from '../shared/use'

export default function RetrainingPage({ id }: { id: string }) {
  const { t } = useWords()
  const retraining = useGetFresh<RetrainingDetail>(`/retrainings/${enc(id)}`)
  const r = retraining.data
  return (
    <Page
      title={t('retrain.title', { endpoint: r?.endpoint ?? '' })}
      crumbs={[
        { label: t('nav.endpoints'), to: '/endpoints' },
        ...(r ? [{ label: r.endpoint, to: `/endpoints/${enc(r.endpoint)}/retrainings` }] : []),
      ]}
      aside={r && <State of={r.state} />}
    >
      <Loaded query={retraining}>{(d) => <Whole of={d} />}</Loaded>
    </Page>
  )
}

function Whole({ of: r }: { of: RetrainingDetail }) {
  const { t, moment, word, count, n } = useWords()
  const c = r.comparison
  return (
    <Stack>
      <Panel>
        <Facts
          items={[
            [t('retrain.trigger'), word('trigger', r.trigger)],
            [t('do.reason'), r.reason],
            [t('retrain.alert'), r.alert ? <To href={`/alerts/${enc(r.alert)}`}>{shortId(r.alert)}</To> : null],
            [t('col.started'), <span className="num">{moment(r.startedAt, true)}</span>],
            [t('retrain.ended'), r.endedAt ? <span className="num">{moment(r.endedAt, true)}</span> : null],
            [t('data.run'), r.run ? <To href={`/runs/${r.run}`}>{shortId(r.run)}</To> : null],
            [t('retrain.champion'), r.champion ? <To href={versionHref(r.champion)}>{r.champion}</To> : null],
            [t('retrain.challenger'), r.challenger ? <To href={versionHref(r.challenger)}>{r.challenger}</To> : null],
            [t('retrain.decision'), r.decision ? word('decision', r.decision) : null],
          ]}
        />
      </Panel>
      {c && (
        <Panel title={t('retrain.comparison')}>
          <Forest
            rows={[
              { label: t('who.champion'), value: c.champion },
              { label: t('who.challenger'), value: c.challenger },
            ]}
            unit=""
            label={c.measure}
          />
          <Forest
            rows={[{ label: t('retrain.difference', { measure: c.measure }), value: c.difference, low: c.low, high: c.high }]}
            unit=""
            reference={0}
            label={t('retrain.comparison')}
          />
          <Text size="sm" className="soft num">
            {c.rows ? t('retrain.rows', { rows: count(c.rows) }) : ''} {c.p !== null && c.p !== undefined ? `p = ${n(c.p)}` : ''}
          </Text>
        </Panel>
      )}
      {r.replay && <ReplayView replay={r.replay} />}
    </Stack>
  )
}
