using Rondo.Cli;

// The hidden child of a pipeline step: no command tree, nothing that it does not need.
if (args is ["worker", var spec])
{
    return await WorkerProcess.RunAsync(spec);
}

return await CommandLineProgram.RunAsync(args);
