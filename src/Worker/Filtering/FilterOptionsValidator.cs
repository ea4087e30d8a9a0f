using System.ComponentModel.DataAnnotations;
using IShowTts.Worker.Filtering.Words;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Filtering;

/// <summary>Checks ranges of the nested sections, words, patterns and the word-list file. All errors at once.</summary>
internal sealed class FilterOptionsValidator : IValidateOptions<FilterOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FilterOptions options)
    {
        var errors = new List<string>();
        AddRanges("Emotes", options.Emotes, errors);
        AddRanges("Links", options.Links, errors);
        AddRanges("Emoji", options.Emoji, errors);
        AddRanges("Repetition", options.Repetition, errors);
        AddRanges("Length", options.Length, errors);
        AddRanges("Duplicates", options.Duplicates, errors);
        AddRanges("Cooldown", options.Cooldown, errors);
        try
        {
            FilterRules.Create(options, WordLists.Load(options.ListsFile), new FilterMemory(), errors);
        }
        catch (InvalidOperationException mistake)
        {
            errors.Add(mistake.Message);
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void AddRanges(string section, object options, List<string> errors)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        errors.AddRange(results.Select(r => $"Filters:{section}:{string.Join(',', r.MemberNames)}: {r.ErrorMessage}"));
    }
}
