import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { enc } from '../api/client'
import { useGetFresh } from '../api/queries'
import type { AlertDetail } from '../api/types'
import { ReasonButton, useAct } from '../shared/act'
import { Facts, Failure, Loaded, Page, Panel, To } from '../shared/Page'
import { State } from '../shared/State'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'
import { Distribution } from './DistributionView'
import { evidenceColumns } from './evidence'

const stale = ['/alerts', '/endpoints', '/projects', '/audit']

export default function AlertPage({ id }: { id: string }) {
  const { t, said } = useWords()
  const alert = useGetFresh<AlertDetail>(`/alerts/${enc(id)}`)
  const a = alert.data
  const path = `/alerts/${enc(id)}`
  return (
    <Page
      title={a ? said({ text: a.sentence, code: a.code, args: a.args }, 'alertsaid.') : t('nav.alerts')}
      crumbs={[{ label: t('nav.alerts'), to: '/alerts' }]}
      aside={
        a && (
          <Group gap="sm">
            <State of={a.state} />
            {a.state === 'firing' && (
              <ReasonButton
                label={t('alert.ack')}
                title={t('alert.ack')}
                explain={t('alert.ack.how')}
                path={`${path}/acknowledge`}
                field="comment"
                optional
                stale={stale}
              />
            )}
            {a.state !== 'resolved' && <Silence path={path} />}
            {a.state !== 'resolved' && (
              <ReasonButton
                label={t('alert.resolve')}
                title={t('alert.resolve')}
                explain={t('alert.resolve.how')}
                path={`${path}/resolve`}
                field="comment"
                optional
                stale={stale}
                variant="default"
              />
            )}
          </Group>
        )
      }
    >
      <Loaded query={alert}>{(d) => <Whole of={d} />}</Loaded>
    </Page>
  )
}

function Whole({ of: a }: { of: AlertDetail }) {
  const { t, moment, word, said, count } = useWords()
  const columns = evidenceColumns(a.evidence)
  return (
    <Stack>
      <Panel title={t('alert.why')}>
        <Stack gap="sm">
          {a.explanation && <Text>{said(a.explanation, 'alertsaid.')}</Text>}
          <Facts
            items={[
              [t('endpoints.endpoint'), <To href={`/endpoints/${enc(a.endpoint)}/monitor`}>{a.endpoint}</To>],
              [t('alert.rule'), <span className="mono">{a.rule}</span>],
              [t('alerts.severity'), <State of={a.severity} label={word('severity', a.severity)} />],
              [t('alerts.since'), <span className="num">{moment(a.startedAt, true)}</span>],
              [t('alert.windows'), a.windows ? <span className="num">{count(a.windows)}</span> : null],
              [t('alert.resolved'), a.resolvedAt ? <span className="num">{moment(a.resolvedAt, true)}</span> : null],
            ]}
          />
        </Stack>
      </Panel>
      {columns.slice(0, 4).map((c) => (
        <Panel key={c} title={t('alert.column', { column: c })}>
          <Distribution endpoint={a.endpoint} column={c} />
        </Panel>
      ))}
      <Panel title={t('alert.evidence')}>
        <Evidence of={a.evidence} />
      </Panel>
      <Panel title={t('alert.history')}>
        <PlainTable
          rows={a.history}
          id={(_, i) => String(i)}
          label={t('alert.history')}
          columns={[
            { key: 't', head: t('col.when'), cell: (h) => <span className="num">{moment(h.at, true)}</span> },
            { key: 's', head: t('runs.status'), cell: (h) => <State of={h.state} /> },
            { key: 'b', head: t('col.who'), cell: (h) => h.by ?? '' },
            { key: 'c', head: t('do.comment'), cell: (h) => h.comment ?? '' },
          ]}
        />
      </Panel>
    </Stack>
  )
}

function Evidence({ of }: { of: Record<string, unknown> | null }) {
  const { n } = useWords()
  return (
    <Facts
      items={Object.entries(of ?? {}).map(([k, v]) => [
        <span className="mono">{k}</span>,
        typeof v === 'number' ? (
          <span className="num">{n(v)}</span>
        ) : typeof v === 'string' ? (
          v
        ) : (
          <pre className="mono" style={{ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {JSON.stringify(v, null, 1)}
          </pre>
        ),
      ])}
    />
  )
}

const hours = [1, 8, 24, 24 * 7]

function Silence({ path }: { path: string }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const [length, setLength] = useState('24')
  const [comment, setComment] = useState('')
  const act = useAct(stale, () => setOpen(false))
  return (
    <>
      <Button size="sm" variant="default" onClick={() => setOpen(true)}>
        {t('alert.silence')}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t('alert.silence')} closeButtonProps={{ 'aria-label': t('do.close') }}>
        <form
          onSubmit={(e) => (
            e.preventDefault(),
            act.mutate({
              path: `${path}/silence`,
              body: { until: new Date(Date.now() + Number(length) * 3_600_000).toISOString(), comment },
            })
          )}
        >
          <Stack>
            <Text size="sm">{t('alert.silence.how')}</Text>
            <Select
              label={t('alert.until')}
              value={length}
              onChange={(v) => v && setLength(v)}
              allowDeselect={false}
              data={hours.map((h) => ({ value: String(h), label: t('alert.hours', { count: h }) }))}
            />
            <Textarea label={t('do.comment')} value={comment} onChange={(e) => setComment(e.currentTarget.value)} />
            {act.error && <Failure error={act.error} />}
            <Group justify="flex-end">
              <Button type="submit" loading={act.isPending}>
                {t('alert.silence')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
