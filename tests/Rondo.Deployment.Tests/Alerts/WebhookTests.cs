using System.Net;
using System.Net.Mail;
using System.Text.Json.Nodes;
using Rondo.Deployment.Alerts;

namespace Rondo.Deployment.Tests.Alerts;

public sealed class WebhookTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[fe80::1]/hook")]
    [InlineData("http://[::ffff:169.254.169.254]/hook")]
    [InlineData("http://[fd00:ec2::254]/hook")]
    [InlineData("http://0.0.0.0:80/hook")]
    [InlineData("http://[::]/hook")]
    [InlineData("http://224.0.0.1/hook")]
    [InlineData("http://2852039166/hook")]
    public async Task A_link_local_or_special_address_is_never_called(string address)
    {
        using var http = Webhook.Client(Patience);
        var problem = await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(http, address));
        Assert.Contains("never called", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_counts_by_the_address_it_has_when_it_is_connected_to()
    {
        using var receiver = new WebhookReceiver();
        IPAddress[] addresses = [IPAddress.Parse("169.254.169.254")];
        using var http = Webhook.Client(Patience, (_, _) => Task.FromResult(addresses));
        var address = $"http://hooks.example:{receiver.Address.Port}/hook/";
        Assert.Contains("never called", (await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(http, address))).Message, StringComparison.Ordinal);

        // Of a name with both, the machine itself is called: private addresses are where a team's webhooks are.
        addresses = [.. addresses, IPAddress.Loopback];
        using var again = Webhook.Client(Patience, (_, _) => Task.FromResult(addresses));
        Assert.Contains("answered", (await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(again, address))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var target = new WebhookReceiver();
        using var receiver = new WebhookReceiver { Status = 302, Location = target.Address };
        using var http = Webhook.Client(Patience);
        Assert.Contains("302", (await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(http, receiver.Address.AbsoluteUri))).Message, StringComparison.Ordinal);
        Assert.Empty(target.Received);
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("fe80::1")]
    [InlineData("10.0.0.7 169.254.169.254")]
    public async Task A_mail_server_is_never_at_a_link_local_address(string addresses)
    {
        var refused = await Assert.ThrowsAsync<SmtpException>(() => Mail.DemandAsync("mail.example", (_, _) => Task.FromResult(addresses.Split(' ').Select(IPAddress.Parse).ToArray()), default));
        Assert.Contains("never called", refused.Message, StringComparison.Ordinal);
        await Mail.DemandAsync("mail.example", (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.7"), IPAddress.IPv6Loopback]), default);

        var channel = new MailChannel(addresses.Split(' ')[^1], 25, "rondo@example.org", ["ann@example.org"]) { Encrypted = false };
        var content = new JsonObject { ["endpoint"] = "bikes", ["alerts"] = new JsonArray(new JsonObject { ["sentence"] = "a" }) };
        Assert.Contains("never called", (await Assert.ThrowsAsync<SmtpException>(() => Mail.SendAsync(channel, content, [], Patience, default))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.7", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("fd12:3456::1", true)]
    [InlineData("169.254.0.1", false)]
    [InlineData("169.253.0.1", true)]
    [InlineData("febf::1", false)]
    [InlineData("255.255.255.255", false)]
    public void Private_addresses_are_called_and_link_local_ones_are_not(string address, bool called) => Assert.Equal(called, WebhookConnection.MayBeCalled(IPAddress.Parse(address)));

    private static Task PostAsync(HttpClient http, string address) =>
        Webhook.PostAsync(http, new WebhookChannel(new(address), null), "1", new JsonObject(), DateTimeOffset.UnixEpoch, default);
}
