namespace CommunityPlatform.Sdk.UseCases;

/// <summary>One error of shape.</summary>
/// <param name="Field">The property of the use case.</param>
/// <param name="TextKey">The key of its words in the module's resources or among the SDK's own (<c>Field.Required</c>…).</param>
/// <param name="Args">What fills the placeholders.</param>
public sealed record FieldFault(string Field, string TextKey, object?[] Args);

/// <summary>Gathers the errors of shape of one use case.</summary>
public sealed class FieldErrors
{
    private readonly List<FieldFault> _all = [];

    /// <summary>All errors in the order found.</summary>
    public IReadOnlyList<FieldFault> All => _all;

    /// <summary>Whether there is none.</summary>
    public bool None => _all.Count == 0;

    /// <summary>The errors of one field.</summary>
    public IEnumerable<FieldFault> Of(string field) => _all.Where(fault => fault.Field == field);

    /// <summary>Adds an error whose words stand in the module's resources.</summary>
    public void Add(string field, string textKey, params object?[] args) => _all.Add(new(field, textKey, args));

    /// <summary>The text must be there and at most so many characters long.</summary>
    public void Text(string field, string? value, int longest, bool required = true)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            if (required) Add(field, "Field.Required");
            return;
        }
        if (value.Length > longest) Add(field, "Field.TooLong", longest, value.Length);
        if (value.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) Add(field, "Field.ControlCharacter");
    }

    /// <summary>The number must lie in the range, both ends included.</summary>
    public void Range(string field, long value, long least, long most)
    {
        if (value < least || value > most) Add(field, "Field.OutOfRange", least, most);
    }

    /// <summary>The end must not lie before the start.</summary>
    public void Order(string field, DateTime start, DateTime end)
    {
        if (end < start) Add(field, "Field.EndBeforeStart");
    }
}
