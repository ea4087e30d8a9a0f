using System.CommandLine;
using IShowTts.Worker.Hosting.Configuration;
using Spectre.Console;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts config show|validate|schema</c></summary>
internal static class ConfigCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context) => new("config", "Show and check the configuration")
    {
        BuildShow(context),
        BuildValidate(context),
        BuildSchema(context),
        BuildDefaults(context),
    };

    private static Command BuildShow(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("show", "Print every key, its value and where it was set; secrets are hidden") { json };
        command.SetAction(result =>
        {
            var configuration = WorkerConfiguration.Load(CommonOptions.ReadSettings(result));
            var entries = ConfigurationListing.Of(configuration);
            if (result.GetValue(json))
            {
                context.WriteJson(entries, CliJsonContext.Readable.IReadOnlyListConfigEntry);
                return ExitCodes.Done;
            }

            var table = new Table().Border(TableBorder.Simple).AddColumns("Key", "Value", "Set by");
            foreach (var entry in entries)
            {
                table.AddRow(new Text(entry.Key), new Text(entry.Value), new Text(entry.Origin));
            }

            context.Out.Write(table);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command BuildValidate(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("validate", "Check the configuration and print everything that is wrong") { json };
        command.SetAction(result =>
        {
            var configuration = WorkerConfiguration.LoadLeniently(CommonOptions.ReadSettings(result), out var errors);
            if (result.GetValue(json))
            {
                context.WriteJson(new ConfigCheckReport(configuration.File, errors.Count == 0, errors), CliJsonContext.Readable.ConfigCheckReport);
            }
            else if (errors.Count == 0)
            {
                context.WriteLine($"The configuration is fine ({configuration.File ?? "no file, all defaults"}).");
            }
            else
            {
                context.Fail(string.Join('\n', errors));
            }

            return errors.Count == 0 ? ExitCodes.Done : ExitCodes.Misused;
        });
        return command;
    }

    private static Command BuildSchema(CommandContext context)
    {
        var command = new Command("schema", "Print the JSON schema of the configuration file");
        command.SetAction(_ =>
        {
            context.WriteLine(ConfigurationSchema.Create());
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command BuildDefaults(CommandContext context)
    {
        var command = new Command("defaults", "Print a configuration file with every key and its default");
        command.SetAction(_ =>
        {
            context.WriteLine(DefaultConfiguration.Create());
            return ExitCodes.Done;
        });
        return command;
    }
}

/// <summary>Result of <c>config validate --json</c>.</summary>
internal sealed record ConfigCheckReport(string? File, bool IsValid, IReadOnlyList<ConfigurationError> Errors);
