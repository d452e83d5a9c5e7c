import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get, query } from '../api/client'
import { usePages } from '../api/queries'
import type { AuditCheck, AuditEvent } from '../api/types'
import { Detail } from '../shared/Detail'
import { Empty, Failure, Page, Waiting } from '../shared/Page'
import { State } from '../shared/State'
import { More, PlainTable } from '../shared/Tables'
import { useRested, useWords } from '../shared/use'
import { Subject } from '../shared/Subject'

export default function AuditPage() {
  const { t, moment, count } = useWords()
  const [subject, setSubject] = useState('')
  const rested = useRested(subject)
  const events = usePages<AuditEvent>(`/audit${query({ subject: rested })}`)
  const check = useQuery({ queryKey: ['/audit/verify'], queryFn: ({ signal }) => get<AuditCheck>('/audit/verify', signal), enabled: false })
  const items = events.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <Page
      title={t('nav.audit')}
      lead={t('audit.lead')}
      aside={
        <Button
          size="sm"
          variant="default"
          leftSection={<IconShieldCheck size={16} />}
          loading={check.isFetching}
          onClick={() => void check.refetch()}
        >
          {t('audit.verify')}
        </Button>
      }
    >
      <Stack>
        <div role="status">
          {check.data && (
            <Group gap="sm" className="panel">
              <State of={check.data.intact ? 'pass' : 'fail'} />
              <Text>
                {check.data.intact
                  ? t('audit.whole', { n: count(check.data.length) })
                  : `${t('audit.broken', { n: check.data.firstBad })} ${check.data.finding}`}
              </Text>
            </Group>
          )}
        </div>
        {check.error && <Failure error={check.error} />}
        <TextInput
          data-search
          label={t('audit.filter')}
          placeholder="endpoint:…, model:…@3"
          value={subject}
          onChange={(e) => setSubject(e.currentTarget.value)}
          maw={360}
        />
        {events.error ? (
          <Failure error={events.error} />
        ) : !events.data ? (
          <Waiting />
        ) : items.length === 0 ? (
          <Empty what={t('audit.empty')} how={t('audit.empty.how')} />
        ) : (
          <div className="panel">
            <PlainTable
              rows={items}
              id={(r) => String(r.number)}
              label={t('nav.audit')}
              columns={[
                { key: 'number', head: '#', cell: (r) => count(r.number), num: true },
                { key: 'at', head: t('col.when'), cell: (r) => <span className="num">{moment(r.at, true)}</span> },
                { key: 'actor', head: t('col.who'), cell: (r) => r.actor },
                { key: 'action', head: t('col.what'), cell: (r) => t(`act.${r.action}`, { defaultValue: r.action }) },
                { key: 'subject', head: t('col.subject'), cell: (r) => <Subject of={r.subject} /> },
                { key: 'detail', head: t('col.detail'), text: true, cell: (r) => <Detail value={r.details} /> },
              ]}
            />
          </div>
        )}
        <More query={events} />
      </Stack>
    </Page>
  )
}
