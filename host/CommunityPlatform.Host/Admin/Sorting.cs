using System.Linq.Expressions;

namespace CommunityPlatform.Host.Admin;

/// <summary>Orders rows the way a table's head was clicked.</summary>
internal static class Sorting
{
    public static IOrderedQueryable<T> Sorted<T, TKey>(this IQueryable<T> rows, Expression<Func<T, TKey>> key, bool up) => up ? rows.OrderBy(key) : rows.OrderByDescending(key);
}
