import { SegmentedControl, Select } from '@mantine/core'
import { useState } from 'react'
import { enc, query } from '../api/client'
import { usePages } from '../api/queries'
import type { Alert } from '../api/types'
import { Empty, Failure, Page, To, Waiting } from '../shared/Page'
import { State } from '../shared/State'
import { More, PlainTable } from '../shared/Tables'
import { useNarrow, useNow, useWords } from '../shared/use'

const states = ['all', 'open', 'firing', 'acknowledged', 'silenced', 'resolved']

export default function AlertsPage() {
  const { t, word, ago, moment, said } = useWords()
  const now = useNow()
  const [state, setState] = useState('all')
  const alerts = usePages<Alert>(`/alerts${query({ state: state === 'all' ? null : state })}`)
  const narrow = useNarrow()
  const choices = states.map((s) => ({
    value: s,
    label: s === 'all' ? t('reviews.all') : s === 'open' ? t('alerts.open') : word('state', s),
  }))
  const items = alerts.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <Page title={t('nav.alerts')} lead={t('alerts.lead')}>
      {narrow ? (
        <Select aria-label={t('runs.status')} value={state} onChange={(s) => s && setState(s)} data={choices} allowDeselect={false} />
      ) : (
        <div>
          <SegmentedControl aria-label={t('runs.status')} value={state} onChange={setState} data={choices} />
        </div>
      )}
      {alerts.error ? (
        <Failure error={alerts.error} retry={() => void alerts.refetch()} />
      ) : !alerts.data ? (
        <Waiting />
      ) : items.length === 0 ? (
        <Empty what={t('alerts.empty')} how={t('alerts.empty.how')} command="rondo monitor run" />
      ) : (
        <div className="panel">
          <PlainTable
            rows={items}
            id={(a) => a.id}
            label={t('nav.alerts')}
            columns={[
              { key: 's', head: t('runs.status'), cell: (a) => <State of={a.state} /> },
              { key: 'v', head: t('alerts.severity'), cell: (a) => <State of={a.severity} label={word('severity', a.severity)} /> },
              {
                key: 't',
                head: t('alerts.what'),
                text: true,
                cell: (a) => <To href={`/alerts/${enc(a.id)}`}>{said(a.sentence)}</To>,
              },
              {
                key: 'e',
                head: t('endpoints.endpoint'),
                cell: (a) => <To href={`/endpoints/${enc(a.endpoint)}/monitor`}>{a.endpoint}</To>,
              },
              { key: 'o', head: t('alert.owner'), cell: (a) => a.owner || '–' },
              {
                key: 'w',
                head: t('alerts.since'),
                cell: (a) => (
                  <span className="num" title={moment(a.startedAt)}>
                    {ago(a.startedAt, now)}
                  </span>
                ),
              },
            ]}
          />
        </div>
      )}
      <More query={alerts} />
    </Page>
  )
}
