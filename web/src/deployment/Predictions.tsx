import { enc } from '../api/client'
import { usePages } from '../api/queries'
import type { PredictionSummary } from '../api/types'
import { Empty, Failure, To, Waiting } from '../shared/Page'
import { State } from '../shared/State'
import { More, PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'
import { predictionHref } from './prediction'

export function Predictions({ name }: { name: string }) {
  const { t, moment, n, seconds } = useWords()
  const predictions = usePages<PredictionSummary>(`/endpoints/${enc(name)}/predictions`)
  const items = predictions.data?.pages.flatMap((p) => p.items) ?? []
  const show = (v: unknown) =>
    typeof v === 'number' ? n(v) : v === null || v === undefined ? '–' : typeof v === 'string' ? v : JSON.stringify(v)
  if (predictions.error) return <Failure error={predictions.error} retry={() => void predictions.refetch()} />
  if (!predictions.data) return <Waiting />
  if (items.length === 0) return <Empty what={t('predictions.empty')} how={t('predictions.empty.how')} />
  return (
    <>
      <div className="panel">
        <PlainTable
          rows={items}
          id={(p) => p.id}
          label={t('endpoint.predictions')}
          columns={[
            {
              key: 'i',
              head: t('predictions.id'),
              cell: (p) => (
                <To href={predictionHref(p.id, name)} mono>
                  {p.id}
                </To>
              ),
            },
            { key: 't', head: t('col.when'), cell: (p) => <span className="num">{moment(p.at, true)}</span> },
            { key: 'v', head: t('models.version'), cell: (p) => p.version, num: true },
            { key: 's', head: t('runs.status'), cell: (p) => <State of={p.status} /> },
            { key: 'l', head: t('traffic.latency'), cell: (p) => seconds(p.latency), num: true },
            { key: 'a', head: t('predictions.answer'), cell: (p) => show(p.answer), num: true },
            { key: 'f', head: t('predictions.truth'), cell: (p) => show(p.truth), num: true },
          ]}
        />
      </div>
      <More query={predictions} />
    </>
  )
}
