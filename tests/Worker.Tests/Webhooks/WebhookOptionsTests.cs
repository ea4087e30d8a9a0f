using IShowTts.TestKit.Donations;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Tests.Cli;
using IShowTts.Worker.Webhooks;

namespace IShowTts.Worker.Tests.Webhooks;

/// <summary>Configuration mistakes are told with key and cure, and never with a part of a secret.</summary>
public sealed class WebhookOptionsTests
{
    [Fact]
    public void Options_OfOneSender_AreFine() => Failures(Valid()).ShouldBeEmpty();

    [Fact]
    public void Options_WithMistakes_AreAllTold()
    {
        var options = Valid();
        options.Address = "0.0.0.0";
        options.Sources["Bad Id"] = new WebhookSourceOptions();
        options.Sources["short"] = new WebhookSourceOptions { Secrets = ["whsec_c2VjcmV0LW1hcmtlcg==", "secret-marker"] };
        options.Kofi = new KofiOptions { Enabled = true, PathToken = "short-marker" };

        var failures = Failures(options);

        failures.ShouldContain(failure => failure.StartsWith("Webhooks:Address ", StringComparison.Ordinal) && failure.Contains("Webhooks:AllowRemote", StringComparison.Ordinal));
        failures.ShouldContain(failure => failure.StartsWith("Webhooks:Sources:Bad Id is no id", StringComparison.Ordinal));
        failures.ShouldContain(failure => failure.StartsWith("Webhooks:Sources:Bad Id:Secrets must hold", StringComparison.Ordinal));
        failures.ShouldContain(failure => failure.StartsWith("Webhooks:Sources:short:Secrets:0 ", StringComparison.Ordinal));
        failures.ShouldContain(failure => failure.StartsWith("Webhooks:Sources:short:Secrets:1 ", StringComparison.Ordinal));
        failures.ShouldContain(failure => failure.StartsWith("Webhooks:Kofi:PathToken ", StringComparison.Ordinal) && failure.Contains("webhooks secret --kofi", StringComparison.Ordinal));
        failures.ShouldContain(failure => failure.StartsWith("Webhooks:Kofi:VerificationToken ", StringComparison.Ordinal));
        failures.ShouldNotContain(failure => failure.Contains("marker", StringComparison.Ordinal) || failure.Contains("c2Vj", StringComparison.Ordinal));
    }

    [Fact]
    public void Options_OnWithoutAnySender_AreTold() =>
        Failures(new WebhookOptions { Enabled = true }).ShouldHaveSingleItem().ShouldContain("ishowtts webhooks secret");

    [Fact]
    public async Task Config_Show_HidesSecrets()
    {
        using var run = new CommandRun();
        run.Folder.Write("ishowtts.json", $$"""
            { "Webhooks": { "Sources": { "shop": { "Secrets": [ "{{WebhookSender.Secret}}" ] } }, "Kofi": { "PathToken": "unguessable-path-0123456789", "VerificationToken": "token-marker" } } }
            """);

        await run.RunAsync("config", "show");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain("shop");
        run.Output.ShouldNotContain(WebhookSender.Secret);
        run.Output.ShouldNotContain("unguessable-path");
        run.Output.ShouldNotContain("token-marker");
    }

    [Fact]
    public async Task Config_WithASecretInTheWrongPlace_DoesNotTellIt()
    {
        using var run = new CommandRun();
        run.Folder.Write("ishowtts.json", $$"""{ "Webhooks": { "Sources": { "shop": { "Secrets": "{{WebhookSender.Secret}}" } } } }""");

        await run.RunAsync("config", "validate");

        run.ExitCode.ShouldBe(ExitCodes.Misused);
        run.Error.ShouldContain("Webhooks:Sources:shop:Secrets");
        run.Error.ShouldNotContain(WebhookSender.Secret);
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("--kofi")]
    public async Task Command_Secret_PrintsLinesThatAreAFineConfiguration(string argument)
    {
        using var run = new CommandRun();
        await run.RunAsync("webhooks", "secret", argument);
        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);

        using var check = new CommandRun();
        check.Folder.Write("ishowtts.json", $"{{ {run.Output} }}");
        await check.RunAsync("config", "validate");

        check.ExitCode.ShouldBe(ExitCodes.Done, check.Error);
    }

    [Fact]
    public async Task Command_SecretOfNoId_IsMisuse()
    {
        using var run = new CommandRun();

        await run.RunAsync("webhooks", "secret", "My Shop");

        run.ExitCode.ShouldBe(ExitCodes.Misused);
    }

    private static WebhookOptions Valid() => new() { Enabled = true, Sources = { ["shop"] = new WebhookSourceOptions { Secrets = [WebhookSender.Secret] } } };

    private static List<string> Failures(WebhookOptions options) => [.. new WebhookOptionsValidator().Validate(null, options).Failures ?? []];
}
