import { Button, Group, Modal, Select, Stack, Tabs, Textarea } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { enc } from '../api/client'
import { useGet, useGetFresh } from '../api/queries'
import type { EndpointDetail, ModelVersionSummary, Page as List } from '../api/types'
import { ReasonButton, useAct } from '../shared/act'
import { Failure, Loaded, Page, To, Waiting } from '../shared/Page'
import { State } from '../shared/State'
import { useWords } from '../shared/use'
import { Changes } from './Changes'
import { Predictions } from './Predictions'
import { Retrainings } from './Retrainings'
import { TryIt } from './TryIt'

const Traffic = lazy(() => import('./TrafficTab'))
const MonitorTab = lazy(() => import('./MonitorTab'))
const tabs = ['traffic', 'try', 'monitor', 'versions', 'retrainings', 'predictions'] as const

export default function EndpointPage({ name, tab }: { name: string; tab: string }) {
  const { t } = useWords()
  const [, go] = useLocation()
  const endpoint = useGetFresh<EndpointDetail>(`/endpoints/${enc(name)}`)
  const e = endpoint.data
  return (
    <Page
      title={name}
      crumbs={[{ label: t('nav.endpoints'), to: '/endpoints' }]}
      aside={e && <Actions of={e} />}
      lead={
        e?.model && (
          <span>
            {t('endpoints.serves')} <To href={`/models/${enc(e.model)}/${e.version}`}>{`${e.model}@${e.version}`}</To>
          </span>
        )
      }
    >
      <Loaded query={endpoint}>
        {(d) => (
          <Tabs value={tab} onChange={(x) => x && go(`/endpoints/${enc(name)}/${x}`)} keepMounted={false}>
            <Tabs.List>
              {tabs.map((x) => (
                <Tabs.Tab key={x} value={x}>
                  {t(`endpoint.${x}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Suspense fallback={<Waiting />}>
              <Tabs.Panel value={tab} pt="md">
                {tab === 'traffic' && <Traffic name={name} />}
                {tab === 'try' && <TryIt key={d.version} endpoint={d} />}
                {tab === 'monitor' && <MonitorTab name={name} />}
                {tab === 'versions' && <Changes name={name} model={d.model} />}
                {tab === 'retrainings' && <Retrainings name={name} />}
                {tab === 'predictions' && <Predictions name={name} />}
              </Tabs.Panel>
            </Suspense>
          </Tabs>
        )}
      </Loaded>
    </Page>
  )
}

const stale = ['/endpoints', '/projects', '/audit', '/models']

function Actions({ of: e }: { of: EndpointDetail }) {
  const { t } = useWords()
  const path = `/endpoints/${enc(e.name)}`
  return (
    <Group gap="sm">
      <State of={e.state} />
      <Deploy of={e} />
      {e.former !== null && e.former !== undefined && (
        <ReasonButton
          label={t('endpoint.rollback')}
          title={t('endpoint.rollback.title', { version: `${e.model}@${e.former}` })}
          path={`${path}/rollback`}
          stale={stale}
          variant="default"
          said={t('endpoint.rolledback')}
        />
      )}
      {e.state === 'stopped' ? (
        <ReasonButton
          label={t('endpoint.start')}
          title={t('endpoint.start')}
          path={`${path}/start`}
          stale={stale}
          variant="default"
          optional
        />
      ) : (
        <ReasonButton
          label={t('endpoint.stop')}
          title={t('endpoint.stop')}
          path={`${path}/stop`}
          stale={stale}
          variant="default"
          explain={t('endpoint.stop.how')}
        />
      )}
    </Group>
  )
}

function Deploy({ of: e }: { of: EndpointDetail }) {
  const { t, word } = useWords()
  const [open, setOpen] = useState(false)
  const [version, setVersion] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const versions = useGet<List<ModelVersionSummary>>(`/models/${enc(e.model ?? '')}/versions`, { enabled: open && e.model !== null })
  const act = useAct(stale, () => setOpen(false))
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        {t('endpoint.deploy')}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t('endpoint.deploy.title', { name: e.name })}
        closeButtonProps={{ 'aria-label': t('do.close') }}
      >
        <form
          onSubmit={(f) => (
            f.preventDefault(),
            act.mutate({
              path: `/endpoints/${enc(e.name)}/deploy`,
              body: { model: e.model, version: Number(version), reason },
              said: t('endpoint.deployed'),
            })
          )}
        >
          <Stack>
            <Select
              label={t('models.version')}
              value={version}
              onChange={setVersion}
              data={
                versions.data?.items.map((v) => ({
                  value: String(v.version),
                  label: `${v.model}@${v.version} · ${word('state', v.gate.toLowerCase())}${v.version === e.version ? ` · ${t('endpoint.current')}` : ''}`,
                })) ?? []
              }
              required
            />
            <Textarea
              label={t('do.reason')}
              value={reason}
              onChange={(x) => setReason(x.currentTarget.value)}
              required
              autosize
              minRows={2}
            />
            {act.error && <Failure error={act.error} />}
            <Group justify="flex-end">
              <Button type="submit" loading={act.isPending} disabled={!version || !reason.trim()}>
                {t('endpoint.deploy')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
