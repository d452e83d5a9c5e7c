import { Button, Checkbox, Group, Modal, MultiSelect, Stack, TagsInput, Text } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { enc } from '../api/client'
import { useGetFresh } from '../api/queries'
import type { PipelineStep, Port } from '../api/types'
import { useAct } from '../shared/act'
import { Graph } from '../shared/graph/Graph'
import { Empty, Facts, Failure, Loaded, Page, Panel } from '../shared/Page'
import { State, toneOf } from '../shared/State'
import { useWords } from '../shared/use'
import { edgesOf } from './edges'

export default function PipelinePage({ project }: { project: string }) {
  const { t } = useWords()
  const pipeline = useGetFresh<{ steps: PipelineStep[] }>(`/projects/${enc(project)}/pipeline`)
  return (
    <Page
      title={t('nav.pipeline')}
      crumbs={[{ label: project, to: `/projects/${enc(project)}` }]}
      lead={t('pipeline.lead')}
      aside={pipeline.data && <Start project={project} steps={pipeline.data.steps.map((s) => s.name)} />}
    >
      <Loaded query={pipeline}>
        {({ steps }) => (steps.length === 0 ? <Empty what={t('pipeline.empty')} command="rondo show pipeline" /> : <Steps steps={steps} />)}
      </Loaded>
    </Page>
  )
}

function Steps({ steps }: { steps: PipelineStep[] }) {
  const { t, said } = useWords()
  const [chosen, setChosen] = useState<string | null>(null)
  const nodes = useMemo(
    () => steps.map((s) => ({ id: s.name, title: s.name, state: s.state || undefined, tone: toneOf(s.state) })),
    [steps],
  )
  const edges = useMemo(() => edgesOf(steps), [steps])
  const step = steps.find((s) => s.name === chosen)
  return (
    <Stack>
      <Graph nodes={nodes} edges={edges} chosen={chosen} pick={setChosen} label={t('nav.pipeline')} height={420} />
      {step ? (
        <Panel title={step.name} aside={step.state ? <State of={step.state} /> : undefined}>
          <Facts
            items={[
              [t('pipeline.component'), <span className="mono">{step.component ?? step.what}</span>],
              [t('pipeline.inputs'), <Ports of={step.inputs} />],
              [t('pipeline.outputs'), <Ports of={step.outputs} />],
              [t('run.why'), step.reasons?.map((r) => said(r)).join('; ')],
            ]}
          />
        </Panel>
      ) : (
        <Text className="soft" size="sm">
          {t('pipeline.choose')}
        </Text>
      )}
    </Stack>
  )
}

function Ports({ of }: { of: Port[] }) {
  return <span className="mono">{of.map((p) => (p.from ? `${p.name} ← ${p.from}` : p.name)).join(', ')}</span>
}

function Start({ project, steps }: { project: string; steps: string[] }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const [only, setOnly] = useState<string[]>([])
  const [force, setForce] = useState(false)
  const [overrides, setOverrides] = useState<string[]>([])
  const [, go] = useLocation()
  const act = useAct<{ id: string }>(['/runs', '/projects'], ({ id }) => go(`/runs/${id}`))
  return (
    <>
      <Button size="sm" leftSection={<IconPlayerPlay size={16} />} onClick={() => setOpen(true)}>
        {t('pipeline.run')}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t('pipeline.run')} closeButtonProps={{ 'aria-label': t('do.close') }}>
        <form
          onSubmit={(e) => (
            e.preventDefault(),
            act.mutate({ path: `/projects/${enc(project)}/runs`, body: { steps: only, force, overrides }, said: t('pipeline.started') })
          )}
        >
          <Stack>
            <MultiSelect
              label={t('pipeline.only')}
              description={t('pipeline.only.how')}
              data={steps}
              value={only}
              onChange={setOnly}
              searchable
            />
            <TagsInput label={t('pipeline.overrides')} description="train.seed=8" value={overrides} onChange={setOverrides} />
            <Checkbox label={t('pipeline.force')} checked={force} onChange={(e) => setForce(e.currentTarget.checked)} />
            {act.error && <Failure error={act.error} />}
            <Group justify="flex-end">
              <Button type="submit" loading={act.isPending}>
                {t('pipeline.run')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
