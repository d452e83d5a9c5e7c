import { Alert, Button, Checkbox, Code, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { enc, predict } from '../api/client'
import { invalidate } from '../api/queries'
import type { EndpointDetail, SignatureField } from '../api/types'
import { dataTime } from '../shared/format'
import { Empty, Failure, Panel, To } from '../shared/Page'
import { useFew } from '../shared/Tables'
import { useWords } from '../shared/use'
import { predictionHref } from './prediction'

type Values = Record<string, unknown>

/** A form of the signature, filled with an example: what it sends is what any caller would send. */
export function TryIt({ endpoint }: { endpoint: EndpointDetail }) {
  const { t } = useWords()
  const [values, setValues] = useState<Values>(() => example(endpoint))
  const [filling, setFilling] = useState(0)
  const [refused, setRefused] = useState(false)
  const ask = useMutation({
    mutationFn: () => predict<Values>(endpoint.name, values),
    onSuccess: () => invalidate('/endpoints', '/predictions'),
  })
  const [fields, more] = useFew(endpoint.signature?.inputs ?? [], 60)
  const wrong = endpoint.signature?.inputs.filter((f) => f.type === 'number' && typeof values[f.name] === 'string') ?? []
  if (!endpoint.signature) return <Empty what={t('try.notready')} how={t('try.notready.how')} />
  return (
    <div className="grid-2">
      <Panel title={t('try.title')}>
        <form
          onSubmit={(e) => {
            e.preventDefault()
            setRefused(wrong.length > 0)
            if (wrong.length === 0) ask.mutate()
            else {
              // an answer to what stood there before is none to this
              ask.reset()
              e.currentTarget.querySelector<HTMLElement>(`[name="${CSS.escape(wrong[0]?.name ?? '')}"]`)?.focus()
            }
          }}
        >
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {fields.map((f) => (
              <Field
                key={`${f.name} ${filling}`}
                field={f}
                refused={refused}
                value={values[f.name]}
                change={(v) => setValues((old) => ({ ...old, [f.name]: v }))}
              />
            ))}
          </SimpleGrid>
          {more}
          <Group mt="md">
            <Button type="submit" loading={ask.isPending}>
              {t('try.predict')}
            </Button>
            <Button variant="default" onClick={() => (setValues(example(endpoint)), setFilling(filling + 1), setRefused(false))}>
              {t('try.example')}
            </Button>
          </Group>
        </form>
      </Panel>
      <Stack gap={0}>
        <div role="status" className="said">
          {ask.data && <Answer of={ask.data} endpoint={endpoint.name} />}
          {ask.error && <Failure error={ask.error} />}
          {refused && wrong.map((f) => <Failure key={f.name} error={t('try.nonumber', { field: f.name, text: values[f.name] })} />)}
        </div>
        <Panel title={t('try.outside')}>
          <pre
            className="log"
            tabIndex={0}
            role="group"
            aria-label={t('try.outside')}
          >{`curl ${window.location.origin}/predict/${enc(endpoint.name)} \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(values)}'`}</pre>
        </Panel>
      </Stack>
    </div>
  )
}

const example = (e: EndpointDetail): Values => {
  const raw = e.example as unknown
  return typeof raw === 'string' ? (JSON.parse(raw) as Values) : { ...(raw as Values | null) }
}

function Field({
  field: f,
  value,
  refused,
  change,
}: {
  field: SignatureField
  value: unknown
  refused: boolean
  change: (v: unknown) => void
}) {
  const { t, n } = useWords()
  const label = f.unit ? `${f.name} (${f.unit})` : f.name
  const read = f.type === 'timestamp' ? dataTime : n
  const seen = f.minimum !== null && f.maximum !== null ? t('try.seen', { low: read(f.minimum), high: read(f.maximum) }) : undefined
  const outside = typeof value === 'number' && ((f.minimum !== null && value < f.minimum) || (f.maximum !== null && value > f.maximum))
  if (f.type === 'boolean')
    return <Checkbox label={label} checked={value === true} onChange={(e) => change(e.currentTarget.checked)} mt="lg" />
  if (f.categories && f.categories.length > 0 && f.type === 'text')
    return (
      <Select
        label={label}
        value={value === null || value === undefined ? null : String(value)}
        data={[...new Set([...f.categories, ...(value ? [String(value)] : [])])]}
        onChange={(v) => change(v)}
        clearable={f.nullable}
        clearButtonProps={{ 'aria-label': t('do.clear') }}
        searchable
      />
    )
  if (f.type === 'number')
    return (
      <NumberField
        name={f.name}
        label={label}
        seen={seen}
        outside={outside}
        value={value}
        change={change}
        required={!f.nullable}
        refused={refused}
      />
    )
  return (
    <TextInput
      label={label}
      description={seen}
      inputWrapperOrder={['label', 'input', 'description']}
      value={value === null || value === undefined ? '' : String(value)}
      onChange={(e) => change(e.currentTarget.value === '' ? null : e.currentTarget.value)}
      required={!f.nullable}
    />
  )
}

/** A number as it is typed. What is none is kept, and refused when it is sent: it is not for the page to drop it. */
function NumberField(p: {
  name: string
  label: string
  seen?: string
  outside: boolean
  value: unknown
  change: (v: unknown) => void
  required: boolean
  refused: boolean
}) {
  const { t } = useWords()
  const [text, setText] = useState(typeof p.value === 'number' || typeof p.value === 'string' ? String(p.value) : '')
  return (
    <TextInput
      name={p.name}
      label={p.label}
      description={p.seen}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      descriptionProps={{ className: p.outside ? 'tone-warn' : undefined }}
      inputMode="decimal"
      value={text}
      error={p.refused && typeof p.value === 'string' ? t('try.nonumber', { field: p.name, text }) : undefined}
      onChange={(e) => {
        const typed = e.currentTarget.value
        const number = Number(typed)
        setText(typed)
        p.change(typed.trim() === '' ? null : Number.isFinite(number) ? number : typed)
      }}
      required={p.required}
    />
  )
}

function Answer({ of, endpoint }: { of: Values; endpoint: string }) {
  const { t, n } = useWords()
  const rows = Array.isArray(of.predictions) ? (of.predictions as Values[]) : [of]
  const id = (of.predictionId ?? of.prediction_id ?? rows[0]?.prediction_id ?? rows[0]?.predictionId) as string | undefined
  const first = rows[0] ?? {}
  const main = first.prediction ?? first.label ?? first.answer ?? first.probability
  return (
    <Alert variant="default" title={t('try.answer')} styles={{ title: { color: 'var(--ink)' } }}>
      <Text fz="1.8rem" fw={650} className="num" data-testid="answer">
        {typeof main === 'number' ? n(main) : typeof main === 'string' ? main : JSON.stringify(main ?? first)}
      </Text>
      {id && (
        <Text size="sm">
          <To href={predictionHref(id, endpoint)}>{t('try.why')}</To>
        </Text>
      )}
      <Code block mt="sm" style={{ color: 'var(--ink)' }} tabIndex={0}>
        {JSON.stringify(of, null, 2)}
      </Code>
    </Alert>
  )
}
