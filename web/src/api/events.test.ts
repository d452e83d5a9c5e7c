import { expect, test } from 'vitest'
import { EventParser, staleBy } from './events'

test('events are whole however the stream is cut', () => {
  const text = ': hello\n\nid: 7\nevent: run.finished\ndata: {"id":\ndata: "a"}\n\nevent: alert.firing\r\ndata: {}\r\n\r\n'
  const whole = new EventParser().push(text)
  expect(whole).toEqual([
    { id: '7', type: 'run.finished', data: { id: 'a' } },
    { id: '', type: 'alert.firing', data: {} },
  ])
  const parser = new EventParser()
  expect([...text].flatMap((c) => parser.push(c))).toEqual(whole)
})

test('data that is no JSON does not stop the stream', () => {
  expect(new EventParser().push('event: run.started\ndata: {broken\n\n')).toEqual([{ id: '', type: 'run.started', data: {} }])
})

test('an event makes stale what it is about', () => {
  expect(staleBy('run.finished')).toContain('/runs')
  expect(staleBy('alert.firing')).toEqual(expect.arrayContaining(['/alerts', '/projects']))
  expect(staleBy('step.progress')).toEqual(['/runs'])
  expect(staleBy('something.new')).toEqual(['/projects', '/audit'])
})
