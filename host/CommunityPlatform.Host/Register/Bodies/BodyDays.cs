using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Host.Register.Bodies;

/// <summary>What every first and last day of a body or a term must be.</summary>
internal static class BodyDays
{
    private static readonly DateOnly First = new(1949, 10, 1), Last = new(2100, 12, 31);

    public static void Check(FieldErrors errors, string startField, DateOnly? start, string endField, DateOnly? end)
    {
        foreach (var (field, day) in new[] { (startField, start), (endField, end) })
            if (day < First || day > Last) errors.Add(field, "Day.Unlikely");
        if (start is not null && end < start) errors.Add(endField, "Day.EndFirst");
    }
}
