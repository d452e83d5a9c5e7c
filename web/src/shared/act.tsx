import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { post } from '../api/client'
import { invalidate } from '../api/queries'
import { notify } from './notify'
import { Failure } from './Page'
import { useWords } from './use'

/** Posts, tells the result, and has the pages ask again. */
export function useAct<T = unknown>(stale: string[], done?: (answer: T) => void) {
  const { t } = useWords()
  return useMutation<T, Error, { path: string; body?: unknown; said?: string }>({
    mutationFn: ({ path, body }) => post<T>(path, body),
    onSuccess: (answer, { said }) => {
      invalidate(...stale)
      void notify(said ?? t('do.done'), t('do.close'))
      done?.(answer)
    },
  })
}

/** A button that asks for a reason before it acts: what is decided is written down with it. */
export function ReasonButton({
  label,
  title,
  path,
  body,
  stale,
  color,
  variant,
  said,
  field = 'reason',
  optional,
  explain,
  disabled,
  onDone,
}: {
  label: string
  title: string
  path: string
  body?: Record<string, unknown>
  stale: string[]
  color?: string
  variant?: string
  said?: string
  field?: string
  optional?: boolean
  explain?: ReactNode
  disabled?: boolean
  onDone?: (answer: unknown) => void
}) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const act = useAct(stale, (answer) => {
    setOpen(false)
    setReason('')
    onDone?.(answer)
  })
  return (
    <>
      <Button size="sm" color={color} variant={variant} onClick={() => setOpen(true)} disabled={disabled}>
        {label}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={title} closeButtonProps={{ 'aria-label': t('do.close') }}>
        <form
          onSubmit={(e) => {
            e.preventDefault()
            act.mutate({ path, body: { ...body, [field]: reason }, said })
          }}
        >
          <Stack>
            {explain && <Text size="sm">{explain}</Text>}
            <Textarea
              label={t(optional ? 'do.comment' : 'do.reason')}
              description={optional ? undefined : t('do.reason.how')}
              value={reason}
              onChange={(e) => setReason(e.currentTarget.value)}
              autosize
              minRows={3}
              required={!optional}
              data-autofocus
            />
            {act.error && <Failure error={act.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setOpen(false)}>
                {t('do.cancel')}
              </Button>
              <Button type="submit" color={color} loading={act.isPending} disabled={!optional && !reason.trim()}>
                {label}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
