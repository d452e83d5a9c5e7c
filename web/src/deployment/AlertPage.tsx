import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { enc } from '../api/client'
import { useGetFresh } from '../api/queries'
import type { Alert, AlertDetail } from '../api/types'
import { ReasonButton, useAct } from '../shared/act'
import { Facts, Failure, Loaded, Page, Panel, To } from '../shared/Page'
import { State } from '../shared/State'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'
import { Distribution } from './DistributionView'
import { Evidence } from './EvidenceView'
import { evidenceColumns, windowOf } from './evidence'

const stale = ['/alerts', '/endpoints', '/projects', '/audit']

export default function AlertPage({ id }: { id: string }) {
  const { t, said } = useWords()
  const alert = useGetFresh<AlertDetail>(`/alerts/${enc(id)}`)
  const a = alert.data
  return (
    <Page
      title={a ? said(a.sentence) : t('nav.alerts')}
      crumbs={[{ label: t('nav.alerts'), to: '/alerts' }]}
      aside={a && <Actions of={a} />}
    >
      <Loaded query={alert}>{(d) => <Whole of={d} />}</Loaded>
    </Page>
  )
}

function Actions({ of: a }: { of: Alert }) {
  const { t } = useWords()
  const path = `/alerts/${enc(a.id)}`
  const open = a.state !== 'resolved'
  return (
    <Group gap="sm">
      <State of={a.state} />
      {(a.state === 'firing' || a.state === 'pending') && (
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
      {open && <Silence path={path} />}
      {open && (
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

function Whole({ of: a }: { of: AlertDetail }) {
  const { t, moment, word, said, count } = useWords()
  const { evidence, history } = a
  const columns = evidenceColumns(evidence).filter((c) => c !== '(prediction)')
  return (
    <Stack>
      <Panel title={t('alert.why')}>
        <Stack gap="sm">
          <Facts
            across
            items={[
              [t('endpoints.endpoint'), <To href={`/endpoints/${enc(a.endpoint)}/monitor`}>{a.endpoint}</To>],
              [t('alert.rule'), word('rule', a.code)],
              [t('alerts.severity'), <State of={a.severity} label={word('severity', a.severity)} />],
              [t('alerts.since'), <span className="num">{moment(a.startedAt, true)}</span>],
              [t('alert.fired'), a.firedAt ? <span className="num">{moment(a.firedAt, true)}</span> : null],
              [t('alert.windows'), a.windows ? <span className="num">{count(a.windows)}</span> : null],
              [t('alert.owner'), a.owner],
              [t('alert.silenced'), a.silencedUntil ? <span className="num">{moment(a.silencedUntil)}</span> : null],
              [t('alert.resolved'), a.resolvedAt ? <span className="num">{moment(a.resolvedAt, true)}</span> : null],
            ]}
          />
          <Evidence of={evidence} />
        </Stack>
      </Panel>
      {columns.length > 0 && (
        <div className="grid-2">
          {columns.slice(0, 4).map((c) => (
            <Panel key={c} title={t('alert.column', { column: c })}>
              <Distribution endpoint={a.endpoint} column={c} window={windowOf(evidence)} />
            </Panel>
          ))}
        </div>
      )}
      <Panel title={t('alert.history')}>
        <PlainTable
          rows={history}
          id={(_, i) => String(i)}
          label={t('alert.history')}
          columns={[
            { key: 't', head: t('col.when'), cell: (h) => <span className="num">{moment(h.at, true)}</span> },
            { key: 's', head: t('runs.status'), cell: (h) => <State of={h.state} /> },
            { key: 'b', head: t('col.who'), cell: (h) => h.by },
            { key: 'c', head: t('do.comment'), text: true, cell: (h) => said(h.comment) },
          ]}
        />
      </Panel>
    </Stack>
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
              <Button variant="default" onClick={() => setOpen(false)}>
                {t('do.cancel')}
              </Button>
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
