using System.Diagnostics;
using Rondo.EndToEnd.Broken;

namespace Rondo.EndToEnd.Damage;

/// <summary>A disk that is full in the middle of a run: said as such, nothing half published, and the run goes on once there is space.</summary>
public sealed class FullDiskTests
{
    [AdministratorFact]
    public async Task A_full_disk_is_said_and_the_run_goes_on_when_there_is_space()
    {
        using var folder = new TemporaryFolder();
        var disk = Directory.CreateDirectory(Path.Combine(folder.Path, "disk")).FullName;
        Assert.Equal(0, await ShellAsync($"mount -t tmpfs -o size=3m tmpfs '{disk}'"));
        try
        {
            TinyProject.Write(disk, rows: 3000);
            await ShellAsync($"head -c 1900000 /dev/urandom > '{disk}/ballast'");
            var full = await CleanFailure.RunAsync(disk, "run");
            Assert.True(full.ExitCode == 3, full.ToString());
            CleanFailure.IsClean("run on a full disk", full);
            Assert.Matches("(?i)no space left|disk is full", full.Error);

            File.Delete(Path.Combine(disk, "ballast"));
            var verify = await CleanFailure.RunAsync(disk, "verify");
            Assert.True(verify.ExitCode == 0, verify.ToString());
            await ShellAsync($"mount -o remount,size=64m '{disk}'");
            var again = await CleanFailure.RunAsync(disk, "run");
            Assert.True(again.ExitCode == 0, again.ToString());
            Assert.Contains("Model: tiny@1", again.Output, StringComparison.Ordinal);
            Assert.Equal(0, (await CleanFailure.RunAsync(disk, "verify")).ExitCode);
        }
        finally
        {
            await ShellAsync($"umount -l '{disk}'");
        }
    }

    private static async Task<int> ShellAsync(string command)
    {
        using var shell = Process.Start("sh", ["-c", command]);
        await shell.WaitForExitAsync();
        return shell.ExitCode;
    }
}

/// <summary>Only an administrator may mount a disk of a few megabytes.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AdministratorFactAttribute : FactAttribute
{
    public AdministratorFactAttribute() => Skip = Environment.IsPrivilegedProcess ? null : "Only an administrator may mount a small disk.";
}
