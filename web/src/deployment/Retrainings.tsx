import { Group, Stack } from '@mantine/core'
import { enc } from '../api/client'
import { usePages } from '../api/queries'
import type { RetrainingSummary } from '../api/types'
import { ReasonButton } from '../shared/act'
import { Empty, Failure, To, Waiting } from '../shared/Page'
import { State } from '../shared/State'
import { More, PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'

export function Retrainings({ name }: { name: string }) {
  const { t, moment, word } = useWords()
  const list = usePages<RetrainingSummary>(`/endpoints/${enc(name)}/retrainings`)
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
              { key: 'w', head: t('col.when'), cell: (r) => <To href={`/retrainings/${enc(r.id)}`}>{moment(r.startedAt)}</To> },
              { key: 's', head: t('runs.status'), cell: (r) => <State of={r.state} /> },
              { key: 't', head: t('retrain.trigger'), cell: (r) => word('trigger', r.trigger) },
              { key: 'c', head: t('retrain.challenger'), cell: (r) => r.challenger ?? '–' },
              { key: 'd', head: t('retrain.decision'), cell: (r) => (r.decision ? word('decision', r.decision) : '–') },
              { key: 'r', head: t('do.reason'), cell: (r) => r.reason ?? '' },
            ]}
          />
        </div>
      )}
      <More query={list} />
    </Stack>
  )
}
