import { Group, Stack } from '@mantine/core'
import { enc } from '../api/client'
import { usePages } from '../api/queries'
import type { Retraining } from '../api/types'
import { ReasonButton } from '../shared/act'
import { Empty, Failure, To, Waiting } from '../shared/Page'
import { State } from '../shared/State'
import { More, PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'

export function Retrainings({ name }: { name: string }) {
  const { t, moment, word, count, said } = useWords()
  const list = usePages<Retraining>(`/endpoints/${enc(name)}/retrainings`)
  const items = list.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <Stack>
      <Group justify="flex-end">
        <ReasonButton
          label={t('retrain.start')}
          title={t('retrain.start')}
          path={`/endpoints/${enc(name)}/retrain`}
          stale={['/endpoints', '/retrainings', '/runs']}
          explain={t('retrain.how')}
          said={t('retrain.started')}
        />
      </Group>
      {list.error ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : !list.data ? (
        <Waiting />
      ) : items.length === 0 ? (
        <Empty what={t('retrain.empty')} how={t('retrain.empty.how')} command={`rondo retrain ${name}`} />
      ) : (
        <div className="panel">
          <PlainTable
            rows={items}
            id={(r) => r.id}
            label={t('endpoint.retrainings')}
            columns={[
              {
                key: 'w',
                head: t('col.when'),
                cell: (r) => (
                  <span className="num">
                    <To href={`/retrainings/${enc(r.id)}`}>{moment(r.startedAt)}</To>
                  </span>
                ),
              },
              { key: 's', head: t('runs.status'), cell: (r) => <State of={r.state} /> },
              { key: 't', head: t('retrain.trigger'), cell: (r) => word('trigger', r.trigger.kind) },
              {
                key: 'c',
                head: t('retrain.challenger'),
                cell: (r) =>
                  r.challenger === null ? '–' : <To href={`/models/${enc(r.model)}/${r.challenger}`}>{`${r.model}@${r.challenger}`}</To>,
              },
              { key: 'l', head: t('retrain.labels'), cell: (r) => count(r.labels), num: true },
              { key: 'o', head: t('retrain.outcome'), text: true, cell: (r) => said(r.outcome) },
            ]}
          />
        </div>
      )}
      <More query={list} />
    </Stack>
  )
}
