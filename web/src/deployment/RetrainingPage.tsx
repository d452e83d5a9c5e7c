import { Group, Progress, Stack, Text } from '@mantine/core'
import { enc } from '../api/client'
import { useGetFresh } from '../api/queries'
import type { Comparison, Decision, Replay, Retraining } from '../api/types'
import { ComparisonView } from '../modeling/ComparisonView'
import { ReplayView } from '../modeling/ReplayView'
import { shortId } from '../shared/format'
import { Facts, Loaded, Page, Panel, To } from '../shared/Page'
import { State } from '../shared/State'
import { useWords } from '../shared/use'

const stages = ['gathering', 'training', 'comparing', 'replaying', 'deciding', 'reviewing', 'deploying']

export default function RetrainingPage({ id }: { id: string }) {
  const { t } = useWords()
  const retraining = useGetFresh<Retraining>(`/retrainings/${enc(id)}`)
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

function Whole({ of: r }: { of: Retraining }) {
  const { t, said, moment, word, count } = useWords()
  const at = stages.indexOf(r.state)
  const version = (v: number | null) => v !== null && <To href={`/models/${enc(r.model)}/${v}`}>{`${r.model}@${v}`}</To>
  const traffic = r.traffic as { dataset?: string; from?: string; until?: string } | null
  const decision = r.decision as Decision | null
  const comparison = r.comparison as Comparison | null
  const [dataset, number] = traffic?.dataset?.split('@') ?? []
  return (
    <Stack>
      {at >= 0 && (
        <div>
          <Group justify="space-between">
            <Text size="sm" role="status">
              {word('state', r.state)}
            </Text>
          </Group>
          <Progress value={((at + 1) / stages.length) * 100} aria-label={t('retrain.progress')} mt={4} animated />
        </div>
      )}
      {r.outcome && (
        <div className="sentence" role="note">
          <Text>{said(r.outcome)}</Text>
          <Text size="sm" mt={4}>
            {t('retrain.because', { reason: said(r.trigger.reason) })}
          </Text>
        </div>
      )}
      <Panel>
        <Facts
          across
          items={[
            [t('retrain.trigger'), word('trigger', r.trigger.kind)],
            [t('do.reason'), r.outcome ? null : said(r.trigger.reason)],
            [t('col.who'), r.trigger.by],
            [t('retrain.alert'), r.alert && <To href={`/alerts/${enc(r.alert)}`}>{shortId(r.alert)}</To>],
            [t('col.started'), <span className="num">{moment(r.startedAt, true)}</span>],
            [t('retrain.ended'), r.endedAt && <span className="num">{moment(r.endedAt, true)}</span>],
            [t('retrain.labels'), <span className="num">{count(r.labels)}</span>],
            [t('data.dataset'), dataset && <To href={`/data/${enc(dataset)}/${enc(number ?? 'latest')}`}>{traffic?.dataset}</To>],
            [
              t('data.span'),
              traffic?.from && traffic.until ? <span className="num">{`${moment(traffic.from)} … ${moment(traffic.until)}`}</span> : null,
            ],
            [t('data.run'), r.run && <To href={`/runs/${r.run}`}>{shortId(r.run)}</To>],
            [t('retrain.champion'), version(r.champion)],
            [t('retrain.challenger'), version(r.challenger)],
            [t('retrain.review'), r.review && <To href={`/reviews/${enc(r.review)}`}>{t('retrain.review.see')}</To>],
            [
              t('retrain.decision'),
              decision &&
                // what the comparison says stands below, whole
                `${word('decidedby', decision.by)}${decision.because && decision.because !== comparison?.sentence ? `: ${said(decision.because)}` : ''}`,
            ],
          ]}
        />
      </Panel>
      {comparison && <ComparisonView comparison={comparison} />}
      {r.replay ? <ReplayView replay={r.replay as Replay} /> : null}
    </Stack>
  )
}
